# frozen_string_literal: true

# The pages for signed-in members, with session, CSRF token and strong parameters, and the First User.

ActiveRecord::Schema.define do
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

class DeviseMailer < Devise::Mailer
  include Deliverable
end

# An account is exempt from confirmation only by having been confirmed. The first one is, where Forem
# confirmed it at registration. Editions differ in this, so FOREM_FIRST_USER says which it is.
if User.none?
  first = User.new(email: "first@example.org", password: "of the first user", super_admin: true)
  first.skip_confirmation! unless ENV["FOREM_FIRST_USER"] == "unconfirmed"
  first.skip_confirmation_notification!
  first.save!
end

class Postman < ActionMailer::Base
  include Deliverable

  def greeting(to)
    mail(to: to, subject: "Hello", body: "It works.")
  end
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
