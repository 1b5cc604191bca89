# encoding: utf-8
# frozen_string_literal: true

# A stand-in for Forem: a Rails application in one file with the contract of Forem's SMTP settings
# and of its members' log-in, and none of its code. It models what the guide and the payloads meet:
#
# - session and CSRF token, strong parameters, the service that saves, the rules on save
# - the table of the settings (YAML in rows), its cache, and the environment where nothing is stored
# - what turns mail on, and how the stored values reach each mail that is sent
# - members with Devise, as Forem has them: a confirmed address is asked for exactly while mail is on,
#   of everybody. An account is exempt only by having been confirmed. The first one is, where Forem
#   confirmed it at registration; editions differ in this, so FOREM_FIRST_USER says which it is
# - Devise's mails are queued: whoever asked for one sees no error. Sidekiq itself, which would send
#   them in another process and try again, is not modelled
#
#   ruby forem.rb                         serve on a free port, which is printed
#   bin/rails runner -                    a script from standard input, where bin/rails is the usual
#                                         three lines with this file as APP_PATH
#
# Environment: FOREM_FOLDER (its data), FOREM_EDITION (2021 or current), FOREM_FIRST_USER (confirmed
# or unconfirmed), SSL_CERT_FILE, and what Forem itself reads: SMTP_ADDRESS and so on.

require "action_controller/railtie"
require "action_mailer/railtie"
require "active_job/railtie"
require "active_record/railtie"
require "devise"
require "devise/orm/active_record"
require "yaml"

FOLDER = ENV.fetch("FOREM_FOLDER")
OLD = ENV["FOREM_EDITION"] == "2021"
ENV["DATABASE_URL"] = "sqlite3:#{File.join(FOLDER, 'database')}?timeout=5000"

# A queue: what becomes of a job is not seen by whoever put it there.
class MailQueue
  def enqueue(job)
    ActiveJob::Base.execute(job.serialize)
  rescue StandardError, Net::OpenTimeout, Net::ReadTimeout => e
    Rails.logger.error(e)
  end

  def enqueue_at(*)
    raise NotImplementedError
  end
end

class Application < Rails::Application
  config.root = FOLDER
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "not a secret, for tests " * 3
  config.hosts.clear
  config.logger = Logger.new(File.join(FOLDER, "log"))
  # One for all processes, as Forem's.
  config.cache_store = :file_store, File.join(FOLDER, "cache")
  config.active_job.queue_adapter = MailQueue.new
  config.action_mailer.delivery_method = :smtp
  config.action_mailer.default_url_options = {host: "forem.example.org"}
  config.action_dispatch.show_exceptions = true
  config.consider_all_requests_local = false
end

Devise.setup do |config|
  config.mailer = "DeviseMailer"
  config.paranoid = true # as Forem: says nothing of which addresses exist
  config.stretches = 1 # quick; the passwords are of no worth
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

# Devise wants its routes before Rails has started, and these want the class.
class User < ActiveRecord::Base
  devise :database_authenticatable, :confirmable, :recoverable

  def send_devise_notification(name, *args)
    devise_mailer.public_send(name, self, *args).deliver_later
  end

  def add_role(name)
    update!(super_admin: true) if name == :super_admin
  end

  protected

  def confirmation_required?
    ForemInstance.smtp_enabled?
  end
end

Application.routes.prepend do
  devise_for :users
  root to: "pages#home"
  get "/admin/customization/config", to: "pages#panel"
  post "/admin/settings/smtp_settings", to: "pages#save"
  post "/mail", to: "pages#send_mail"
end

Application.initialize!

ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table(:settings_smtp, if_not_exists: true) do |table|
    table.string(:var, index: {unique: true})
    table.text(:value)
    table.timestamps
  end
  create_table(:users, if_not_exists: true) do |table|
    table.string(:email, index: {unique: true})
    table.string(:encrypted_password)
    table.string(:confirmation_token, index: {unique: true})
    table.datetime(:confirmation_sent_at)
    table.datetime(:confirmed_at)
    table.string(:unconfirmed_email)
    table.string(:reset_password_token, index: {unique: true})
    table.datetime(:reset_password_sent_at)
    table.boolean(:registered, default: true) # not by an invitation that is still open
    table.boolean(:super_admin, default: false) # a role of another table in Forem
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

class Postman < ActionMailer::Base
  include Deliverable

  def greeting(to)
    mail(to: to, subject: "Hello", body: "It works.")
  end
end

class DeviseMailer < Devise::Mailer
  include Deliverable
end

if User.none?
  first = User.new(email: "first@example.org", password: "of the first user", super_admin: true)
  first.skip_confirmation! unless ENV["FOREM_FIRST_USER"] == "unconfirmed"
  first.skip_confirmation_notification!
  first.save!
end

class ApplicationController < ActionController::Base
  protect_from_forgery with: :exception
end

class PagesController < ApplicationController
  before_action :authenticate_user!
  before_action :only_super_admins, except: :home

  def self.page(body)
    "<!doctype html><html lang='en'><head><title>Forem</title><%= csrf_meta_tags %></head>" \
      "<body>#{body}</body></html>"
  end

  def home
    render inline: self.class.page("<h1>Signed in as <%= current_user.email %></h1>")
  end

  def panel
    render inline: self.class.page("<h1>Config</h1>")
  end

  def save
    return redirect_to("/admin/customization/config") if OLD && params[:confirmation].blank?

    values = params.require(:settings_smtp).permit(*Settings::SMTP.keys).to_h
    result = Settings::Upsert.call(values, Settings::SMTP)
    return redirect_to("/admin/customization/config") if OLD

    if result.success?
      render json: {message: "Settings updated"}
    else
      render json: {error: result.errors.to_sentence}, status: :unprocessable_entity
    end
  end

  def send_mail
    message = Postman.greeting(params.require(:to)).deliver_now
    render json: {message_id: message.message_id}
  end

  private

  def only_super_admins
    redirect_to "/" unless current_user.super_admin
  end
end

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
