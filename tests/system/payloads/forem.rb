# encoding: utf-8
# frozen_string_literal: true

# A model of Forem: a Rails application with the contract of Forem's SMTP settings and of its members'
# sign-in, and none of its code. It models what the guide and the payloads meet:
#
# - the service that saves, the rules on save
# - the table of the settings (YAML in rows), its cache, and the environment where nothing is stored
# - what turns mail on, and how the stored values reach each mail that is sent
# - members who sign in (members.rb), and the pages (pages.rb); both only where Devise is installed
#
#   ruby forem.rb                         serve the pages on a free port, which is printed
#   bin/rails runner -                    a script from standard input, where bin/rails is the usual
#                                         three lines with this file as APP_PATH
#
# Environment: FOREM_FOLDER (its data), FOREM_EDITION (2021 or current), FOREM_FIRST_USER (confirmed
# or unconfirmed; see pages.rb), SSL_CERT_FILE, and what Forem itself reads: SMTP_ADDRESS and so on.

require "action_controller/railtie"
require "action_mailer/railtie"
require "active_job/railtie"
require "active_record/railtie"
require "yaml"

FOLDER = ENV.fetch("FOREM_FOLDER")
OLD = ENV["FOREM_EDITION"] == "2021"
ENV["DATABASE_URL"] = "sqlite3:#{File.join(FOLDER, 'database')}?timeout=5000"

class Application < Rails::Application
  config.root = FOLDER
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "not a secret, for tests " * 3
  config.hosts.clear
  config.logger = Logger.new(File.join(FOLDER, "log"))
  # One for all processes, as Forem's.
  config.cache_store = :file_store, File.join(FOLDER, "cache")
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.default_url_options = {host: "forem.example.org"}
  config.action_dispatch.show_exceptions = true
  config.consider_all_requests_local = false
end

module Settings
  # The stored values; a value that is not stored, or stored as nil, comes from the environment.
  class SMTP < ActiveRecord::Base
    self.table_name = "settings_smtp"
    CACHE = "settings_smtp"
    SENDERS = %w[from_email_address reply_to_email_address].freeze
    VARIABLES = {
      "user_name" => "SMTP_USER_NAME", "password" => "SMTP_PASSWORD", "address" => "SMTP_ADDRESS",
      "authentication" => "SMTP_AUTHENTICATION", "domain" => "SMTP_DOMAIN", "port" => "SMTP_PORT",
      "from_email_address" => "DEFAULT_EMAIL", "reply_to_email_address" => "DEFAULT_EMAIL"
    }.freeze
    DEFAULTS = VARIABLES.transform_values { |name| ENV[name].presence }.freeze

    class << self
      def keys
        OLD ? VARIABLES.keys - SENDERS : VARIABLES.keys
      end

      # In the cache for a week; a change by other means than `set` goes unnoticed as long.
      def stored
        Rails.cache.fetch(CACHE, expires_in: 1.week) do
          pluck(:var, :value).to_h.transform_values { |value| YAML.safe_load(value) }
        end
      end

      def clear_cache
        Rails.cache.delete(CACHE)
      end

      def get(name)
        value = stored[name]
        value = DEFAULTS.fetch(name) if value.nil?
        name == "port" ? (value || 25).to_i : value
      end

      # Raises ArgumentError, and stores nothing, for a value that is not allowed.
      def set(name, value)
        value = value.to_i if name == "port" && value
        if name == "authentication" && !%w[plain login cram_md5].include?(value)
          raise ArgumentError, "Authentication is not one of plain, login, cram_md5."
        end
        if SENDERS.include?(name) && value && !value.match?(/\A[^@\s]+@[^@\s]+\z/)
          raise ArgumentError, "#{name} is not an e-mail address"
        end
        find_or_initialize_by(var: name).update!(value: YAML.dump(value))
        clear_cache
      end

      VARIABLES.each_key do |name|
        define_method(name) { get(name) }
        define_method("#{name}=") { |value| set(name, value) }
      end

      def provided?
        names = OLD ? %w[user_name password] : %w[address user_name password]
        names.all? { |name| get(name).present? }
      end

      # What is merged into a mail's settings: these keys and no others, nothing on encryption.
      def settings
        names = %w[address port authentication user_name password domain]
        own = names.to_h { |name| [name.to_sym, get(name)] }
        key = ENV["SENDGRID_API_KEY"].presence
        return own unless key && (OLD || !provided?)

        own.merge(address: "smtp.sendgrid.net", port: 587, authentication: "plain",
                  user_name: "apikey", password: key)
      end
    end
  end

  # Saves each value that it may, and keeps the errors of the others.
  class Upsert
    attr_reader :errors

    def self.call(values, model)
      new.tap { |result| result.save(values, model) }
    end

    def initialize
      @errors = []
    end

    def save(values, model)
      values.each do |name, value|
        model.set(name.to_s, value.strip.presence)
      rescue ArgumentError => e
        @errors << e.message
      end
    end

    def success?
      errors.empty?
    end
  end
end

module ForemInstance
  def self.smtp_enabled?
    Settings::SMTP.provided? || ENV["SENDGRID_API_KEY"].present?
  end
end

DEVISE = Gem::Specification.find_all_by_name("devise").any?
require_relative "members" if DEVISE # before Rails starts: Devise wants its routes then

Application.initialize!

ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table(:settings_smtp, if_not_exists: true) do |table|
    table.string(:var, index: {unique: true})
    table.text(:value)
    table.timestamps
  end
end

# How every mail gets its settings, and whether it is sent at all.
module Deliverable
  extend ActiveSupport::Concern

  included do
    default from: proc { Settings::SMTP.from_email_address || "forem@example.org" }
    before_action { self.perform_deliveries = ForemInstance.smtp_enabled? }
    after_action { message.delivery_method.settings.merge!(Settings::SMTP.settings) }
  end
end

require_relative "pages" if DEVISE

if $PROGRAM_NAME == __FILE__
  require "webrick"
  require "rack/handler/webrick"
  Rack::Handler::WEBrick.run(
    Application, Host: "127.0.0.1", Port: 0, AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
  ) do |server|
    puts server.listeners.first.addr[1]
    $stdout.flush
  end
end
