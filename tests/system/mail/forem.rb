# Saves settings and sends mail as Forem does, on Ruby's real mail libraries.
#
# Reads one case a line as JSON and writes one outcome a line, in any order. Modelled on what is
# known of Forem (no code of it is here): the rules on saving, what turns mail on, and which keys
# are merged into the mail library's settings.

require "json"
require "action_mailer"

ActionMailer::Base.logger = nil
ActionMailer::Base.delivery_method = :smtp
$stdout.sync = true

# What a hosts file does: where the test servers are that stand in for the hosts of a case.
module Places
  CLOSED = 1 # a port of this machine on which nothing listens
  NO_SUCH_HOST = defined?(Socket::ResolutionError) ? Socket::ResolutionError : SocketError # Ruby 3.3

  def tcp_socket(address, port)
    Thread.current[:limits] = {connect: open_timeout, answer: read_timeout}
    places = Thread.current[:places]
    host = address.to_s.downcase.chomp(".")
    here = places["#{host}:#{port}"]
    return super("127.0.0.1", here) if here
    return super(address, port) if address && !host.match?(/\A[a-z0-9_.-]+\z/)
    return super("127.0.0.1", port) unless port.between?(1, 65_535)

    known = address.nil? || places.key?(host)
    raise NO_SUCH_HOST, "getaddrinfo: Name or service not known" unless known

    super("127.0.0.1", CLOSED)
  end
end
Net::SMTP.prepend(Places)

class Refused < StandardError; end

class Community < ActionMailer::Base
  def hello(from:, reply_to:, to:, id:)
    mail(from: from, reply_to: reply_to, to: to, subject: "Hello", message_id: id) do |format|
      format.text { render plain: "Welcome." }
    end
  end
end

class Forem
  ADDRESS = /\A[^@\s,<>]+@[^@\s,<>]+\z/.freeze
  MECHANISMS = %w[plain login cram_md5].freeze
  SMTP = %i[address port authentication user_name password domain].freeze

  # `console` are values assigned in a Rails console, which stores them as they are.
  def initialize(edition:, environment:, values:, console:, community_name:)
    @edition = edition
    @community_name = community_name
    @environment = environment
    @console = console
    saved = values.transform_values(&:strip).reject { |_, value| value.empty? }
    refuse_what_forem_refuses(saved)
    @saved = saved
  end

  def send_to(recipient, id, limit)
    from = "#{@community_name} <#{sender('from')}>" # without quotes, as Forem writes it
    mail = Community.hello(from: from, reply_to: sender("reply_to"), to: recipient, id: id)
    settings = smtp
    settings.merge!(open_timeout: limit, read_timeout: limit) if limit
    mail.message.delivery_method.settings.merge!(settings)
    mail.deliver_now
  end

  def on?
    return true if key

    needed = @edition == "2021" ? %i[user_name password] : %i[address user_name password]
    needed.all? { |name| own[name] }
  end

  def by_key?
    !key.nil? && (@edition == "2021" || %i[address user_name password].any? { |name| own[name].nil? })
  end

  private

  def refuse_what_forem_refuses(saved)
    mechanism = saved["authentication"]
    raise Refused, "authentication" unless mechanism.nil? || MECHANISMS.include?(mechanism)

    %w[from_email_address reply_to_email_address].each do |name|
      raise Refused, name unless saved[name].nil? || saved[name].match?(ADDRESS)
    end
  end

  def key
    @environment["SENDGRID_API_KEY"]
  end

  # The settings: what was saved, else the environment, else nil (25 for the port).
  def own
    @own ||= SMTP.to_h do |name|
      value = @saved[name.to_s] || @environment["SMTP_#{name.upcase}"]
      value = @console.fetch(name.to_s, value)
      [name, name == :port ? (value || 25).to_i : value]
    end
  end

  def smtp
    return own.dup unless by_key?

    { address: "smtp.sendgrid.net", port: 587, authentication: "plain", user_name: "apikey",
      password: key, domain: own[:domain] }
  end

  def sender(name)
    saved = @saved["#{name}_email_address"] unless @edition == "2021"
    saved || @environment["DEFAULT_EMAIL"]
  end
end

def outcome(wanted)
  Thread.current[:places] = wanted["places"]
  Thread.current[:limits] = {}
  forem = Forem.new(**wanted.slice("edition", "environment", "values", "console", "community_name").transform_keys(&:to_sym))
  return { result: "off" } unless forem.on?

  forem.send_to(wanted["recipient"], wanted["message_id"], wanted["limit"])
  { result: forem.by_key? ? "sent by key" : "sent" }
rescue Refused => e
  { result: "refused", error: "Refused", message: e.message }
rescue StandardError, Net::OpenTimeout, Net::ReadTimeout => e
  { result: "failed", error: e.class.name, message: e.message.strip }
end

if ARGV == ["versions"]
  puts({ "Ruby" => RUBY_VERSION, "ActionMailer" => ActionMailer.version.to_s,
         "mail" => Mail::VERSION.version, "net-smtp" => Net::SMTP::VERSION }.to_json)
  exit
end

cases = Queue.new
threads = Array.new(32) do
  Thread.new do
    while (line = cases.pop)
      wanted = JSON.parse(line)
      result = outcome(wanted).merge(id: wanted["id"], limits: Thread.current[:limits])
      $stdout.write("#{result.to_json}\n")
    end
  end
end
$stdin.each_line { |line| cases << line }
cases.close
threads.each(&:join)
