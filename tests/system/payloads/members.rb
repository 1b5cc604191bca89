# frozen_string_literal: true

# Members with Devise, as Forem has them: while mail is on, everybody needs a confirmed address.
#
# Devise's emails are queued: whoever asked for one sees no error. Sidekiq itself, which would send them
# in another process and try again, is not modelled.

require "devise"
require "devise/orm/active_record"

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

Application.config.active_job.queue_adapter = MailQueue.new

Devise.setup do |config|
  config.mailer = "DeviseMailer"
  config.paranoid = true # as Forem: says nothing of which addresses exist
  config.stretches = 1 # quick; the passwords are of no worth
end

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
