# encoding: utf-8
# frozen_string_literal: true

# A stand-in for Forem: a Rails application in one file with the contract of Forem's SMTP settings,
# and none of its code. It models what the payloads meet: session and CSRF token, strong parameters,
# the service that saves, the rules on save, and how the stored values reach ActionMailer.
#
#   ruby forem.rb                         serve on a free port, which is printed
#   bin/rails runner -                    a script from standard input, where bin/rails is the usual
#                                         three lines with this file as APP_PATH
#
# Environment: FOREM_FOLDER (its data), FOREM_EDITION (2021 or current), SSL_CERT_FILE.

require "action_controller/railtie"
require "action_mailer/railtie"
require "active_record/railtie"

FOLDER = ENV.fetch("FOREM_FOLDER")
OLD = ENV["FOREM_EDITION"] == "2021"
ENV["DATABASE_URL"] = "sqlite3:#{File.join(FOLDER, 'database')}"

class Application < Rails::Application
  config.root = FOLDER
  config.load_defaults 6.1
  config.eager_load = false
  config.secret_key_base = "not a secret, for tests " * 3
  config.hosts.clear
  config.logger = Logger.new(File.join(FOLDER, "log"))
  config.action_mailer.delivery_method = :smtp
  config.action_dispatch.show_exceptions = true
  config.consider_all_requests_local = false
end
Application.initialize!

ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table(:settings, if_not_exists: true) do |table|
    table.string(:name)
    table.text(:value)
  end
end

class Setting < ActiveRecord::Base
end

module Settings
  # The stored values; a value that is not stored comes from the environment.
  module SMTP
    SENDERS = %w[from_email_address reply_to_email_address].freeze
    VARIABLES = {
      "user_name" => "SMTP_USER_NAME", "password" => "SMTP_PASSWORD", "address" => "SMTP_ADDRESS",
      "authentication" => "SMTP_AUTHENTICATION", "domain" => "SMTP_DOMAIN", "port" => "SMTP_PORT",
      "from_email_address" => "DEFAULT_EMAIL", "reply_to_email_address" => "DEFAULT_EMAIL"
    }.freeze

    module_function

    def keys
      OLD ? VARIABLES.keys - SENDERS : VARIABLES.keys
    end

    def stored
      Setting.pluck(:name, :value).to_h
    end

    def get(name)
      value = stored[name] || ENV[VARIABLES.fetch(name)].presence
      name == "port" ? (value || 25).to_i : value
    end

    # Raises ArgumentError, and stores nothing, for a value that is not allowed.
    def set(name, value)
      value = value.to_i.to_s if name == "port" && value
      if name == "authentication" && !%w[plain login cram_md5].include?(value)
        raise ArgumentError, "Authentication is not one of plain, login, cram_md5."
      end
      if SENDERS.include?(name) && value && !value.match?(/\A[^@\s]+@[^@\s]+\z/)
        raise ArgumentError, "#{name} is not an e-mail address"
      end
      Setting.find_or_initialize_by(name: name).update!(value: value)
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

class Postman < ActionMailer::Base
  def greeting(to)
    message = mail(from: Settings::SMTP.get("from_email_address") || "forem@example.org",
                   to: to, subject: "Hello", body: "It works.")
    # These keys and no others: nothing on encryption.
    names = %w[address port authentication user_name password domain]
    given = names.to_h { |name| [name.to_sym, Settings::SMTP.get(name)] }
    message.delivery_method.settings.merge!(given)
  end
end

class PagesController < ActionController::Base
  protect_from_forgery with: :exception
  before_action :only_super_admins, except: %i[enter sign_in]

  def self.page(body)
    "<!doctype html><html lang='en'><head><title>Forem</title><%= csrf_meta_tags %></head>" \
      "<body>#{body}</body></html>"
  end

  def enter
    render inline: self.class.page(
      "<%= form_with url: '/sign_in', local: true do |form| %><label>Name <%= form.text_field :name %></label>" \
      "<%= form.submit 'Sign in' %><% end %>"
    )
  end

  def sign_in
    reset_session
    session[:name] = params[:name]
    redirect_to "/admin/customization/config"
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
    redirect_to "/enter" unless session[:name] == "super_admin"
  end
end

Application.routes.draw do
  get "/enter", to: "pages#enter"
  post "/sign_in", to: "pages#sign_in"
  get "/admin/customization/config", to: "pages#panel"
  post "/admin/settings/smtp_settings", to: "pages#save"
  post "/mail", to: "pages#send_mail"
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
