"""Whether a text can be the value of a field at all. One that can't is listed, and never taken."""

from __future__ import annotations

import re

# ${NAME}, $NAME, $(command), {{ template }}, <%= ruby %>, %(name)s, %NAME%: only a program could
# tell which value that is.
_REFERENCE = re.compile(
    r"\$\{[^}]*\}|\$[A-Z_][A-Z0-9_]*|\$[Ee]nv:\w+|\$\(.*\)|\{\{.*\}\}|<%.*%>|%\(\w+\)s|%[A-Z_][A-Z0-9_]*%",
    re.DOTALL,
)
_INSIDE = re.compile(r"\$\{[A-Za-z_][^}]*\}|\{\{.*\}\}|<%=.*%>|\$\(.*\)")
# A name in code, such as Terraform's `var.smtp_host`. No host's name has an underscore at its end.
_MEMBER = re.compile(
    r"(?:var|module|each|self|this|local|data|config|settings|secrets?|credentials|env|ENV|Rails"
    r"|process|random_password|aws_[a-z_]{1,60}|azurerm_[a-z_]{1,60}|google_[a-z_]{1,60})"
    r"(?:(?:\.|::)[A-Za-z_]\w{0,60}(?:\[[^\]\n]{0,60}\])?){0,8}(?:\.|::)[A-Za-z]\w{0,60}_\w{1,60}"
    r"|(?:var|module|each)\.[A-Za-z_]\w{0,60}|random_password\.\w{1,60}\.result"
)
# A call that asks for the value: `System.get_env("SMTP_PASSWORD")`, `getpass("Password: ")`.
_CALL = re.compile(
    r"(?:[A-Za-z_]\w{0,40}(?:\.|::|->)){1,4}\w{1,40}[!?]?\(.*\)"
    r"|env\([A-Z][A-Z0-9_]{0,80}\)"
    r"|\w{0,20}(?:env|secret|input|getpass|fetch|lookup|file|prompt)\w{0,20}\([\"'].*\)",
    re.DOTALL,
)
# Where a secret is kept: in a password manager, a cloud's store of secrets, or a file.
_KEPT_ELSEWHERE = re.compile(
    r"op://.+|arn:aws:.+|secretref:.+|vault:(?!v\d+:)[^#/\s]+[#/]\S+|@Microsoft\.KeyVault\(.+\)"
    r"|awssm://.+|gcp-?sm://.+|ref\+\w+://.+|projects/[^/]+/secrets/.+|(?:file://)?/run/secrets/.+"
    r"|file:///.+",
    re.IGNORECASE,
)
# How Jenkins, Spring, Jasypt, SOPS, Ansible and HashiCorp's Vault write encrypted values.
_ENCRYPTED = re.compile(
    r"\{[A-Za-z0-9+/]{20,}={0,2}\}|\{cipher\}.+|ENC\(.+\)|(?:ENC|EV)\[.+\]|!vault\b.*|\$ANSIBLE_VAULT;.+"
    r"|vault:v\d+:.+|\{(?:bcrypt|noop|crypt|AES\w*)\}.+",
    re.DOTALL,
)
ELSEWHERE = "refers to a value that is kept elsewhere"
ENCRYPTED = "encrypted, so that only its program can read it"
DESCRIPTION = "a description, not a value"
HIDDEN_THERE = "hidden in the text itself"
_FREE = frozenset({"address", "user_name", "password", "domain"})
SENDERS = ("from_email_address", "reply_to_email_address")
"""The fields whose values are email addresses."""
_MAILBOX = re.compile(r"[^@]*[^\s@<>=(\[{]@[\w.-]+>?(?: \([^)]*\))?[,;]?")
# In place of what each member signs in with, as in Roundcube's settings.
_TEMPLATE = re.compile("%[a-z]")
# Programs show asterisks or dots in place of what they hide.
_MASK = re.compile(
    r"[*•●∙·⋅]+|\*{3}.*\*{3}|[xX]{4,}"
    r"|[\W_]{0,5}(?:redacted|filtered|masked|removed|hidden|censored|obfuscated|omitted)[\W_]{0,5}",
    re.DOTALL | re.IGNORECASE,
)
# Words that mean nothing, or a switch, in a language or a file aren't values.
_NOTHING = frozenset({"false", "true", "none", "null", "nil", "undefined", "bool(true)"})
_IN_BRACKETS = re.compile(r"\[[^\]]* [^\]]*\]|<[^>]* [^>]*>|\{[^}]* [^}]*\}")
# A value that says what belongs there, in scripts that write no spaces.
_SAYS_WHAT = re.compile(
    "密码|密碼|口令|授权码|授權碼|邮箱|郵箱|用户|用戶|账号|帳號|帐号|服务器|伺服器|你的|您的|パスワード|ユーザー|アカウント"
    "|アドレス|サーバ|ドメイン|ホスト|あなたの|비밀번호|아이디|계정|서버|주소"
)
# No provider's user name contains these; after them, something else usually begins. Bird's ends in
# an ID after an equals sign, and Base64 may end in such signs.
_NO_USER = re.compile(r"[\"`{}\[\]<>：＝；;]|://|=(?!=?$|[0-9A-Fa-f-]{16,}$)")
_ADDRESS = re.compile(r"[^\s@:]+@[^\s@:=\\/\"'`,;#|]+")
_NO_NAME = re.compile(r"[\s\"'`{}\[\]<>：＝；;=@|\\]")


def is_reference(text: str) -> bool:
    """Return whether `text` refers to a variable, so the value itself isn't there."""
    bare = text.strip()
    return (
        _REFERENCE.fullmatch(bare) is not None
        or _INSIDE.search(bare) is not None
        or _MEMBER.fullmatch(bare) is not None
        or (bare.endswith(")") and _CALL.fullmatch(bare) is not None)
    )


def why_unfit(name: str, text: str) -> str | None:
    """Return why a text can't be the value of a field, in a few words, or `None` if it can."""
    bare = text.strip()
    if (name not in _FREE and name not in SENDERS) or not bare:
        return None
    if _TEMPLATE.fullmatch(bare) or _KEPT_ELSEWHERE.fullmatch(bare):
        return ELSEWHERE
    if _ENCRYPTED.fullmatch(bare):
        return ENCRYPTED
    if _MASK.fullmatch(bare):
        return HIDDEN_THERE
    if bare.lower() in _NOTHING:
        return "no value"
    if name in SENDERS:
        return None if _MAILBOX.fullmatch(bare) else "no email address"
    if _SAYS_WHAT.search(bare) or _IN_BRACKETS.fullmatch(bare):
        return DESCRIPTION
    if name == "user_name":
        return _unfit_user_name(bare)
    if name == "domain" and (_NO_NAME.search(bare) or bare.isdecimal()):
        return DESCRIPTION if len(bare.split()) > 2 else "no host name"
    return None


def _unfit_user_name(text: str) -> str | None:
    if len(text.split()) > 2:
        return DESCRIPTION
    unfit = _NO_USER.search(text) or ("@" in text and not _ADDRESS.fullmatch(text))
    return "no user name" if unfit else None
