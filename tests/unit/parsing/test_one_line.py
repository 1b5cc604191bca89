"""All settings on one line, with the labels of each language, or in a sentence, as people send
them in a chat.
"""

from __future__ import annotations

import pytest

from forem_smtp import read

LABELS = {
    "English": ("Server", "port", "user", "password"),
    "German": ("Server", "Port", "Benutzer", "Passwort"),
    "French": ("Serveur", "port", "utilisateur", "mot de passe"),
    "Spanish": ("Servidor", "puerto", "usuario", "contraseña"),
    "Portuguese": ("Servidor", "porta", "usuário", "senha"),
    "Italian": ("Server", "porta", "utente", "password"),
    "Dutch": ("Server", "poort", "gebruiker", "wachtwoord"),
    "Polish": ("Serwer", "port", "użytkownik", "hasło"),
    "Turkish": ("Sunucu", "port", "kullanıcı", "şifre"),
    "Czech": ("Server", "port", "uživatel", "heslo"),
    "Russian": ("Сервер", "порт", "пользователь", "пароль"),
    "Ukrainian": ("Сервер", "порт", "користувач", "пароль"),
    "Chinese": ("服务器", "端口", "用户名", "密码"),
    "Taiwanese": ("伺服器", "連接埠", "使用者名稱", "密碼"),
    "Japanese": ("サーバー", "ポート", "ユーザー名", "パスワード"),
    "Korean": ("서버", "포트", "사용자", "비밀번호"),
}
LINES = (
    "{}: {} {} {} SSL {} {} {} {}",
    "{} {} {} {} (STARTTLS) {} {} {} {}",
    "{}: {}, {} {}/STARTTLS, {} {}, {} {}",
    "SMTP {} {} – {} {} – {} {} – {} {}",
    "SMTP: {}:{}, {}:{} SSL/TLS, {}:{}, {}:{}",
    "{}={}; {}={} SSL/TLS; {}={}; {}={}",
)
SENTENCES = (
    "Please use {0} on port {1} with the user {2} and the password {3}.",
    "Our SMTP server is {0}, the port is {1}. Log in as {2} with password {3}.",
    "Bitte {0} auf Port {1} mit dem Benutzer {2} und dem Passwort {3} verwenden.",
    "Unser SMTP-Server ist {0}, der Port ist {1}. Der Benutzername lautet {2}, das Passwort {3}.",
    "Der Postausgangsserver heißt {0}, Port {1}, Login {2}, Kennwort {3}.",
    "Utilisez {0} sur le port {1} avec l'utilisateur {2} et le mot de passe {3}.",
    "Notre serveur est {0}, le port est {1}. L'identifiant est {2} et le mot de passe est {3}.",
    "Usa {0} en el puerto {1} con el usuario {2} y la contraseña {3}.",
    "Nuestro servidor SMTP es {0}, el puerto es {1}. El usuario es {2} y la contraseña es {3}.",
    "Use {0} na porta {1} com o usuário {2} e a senha {3}.",
    "Nosso servidor SMTP é {0}, a porta é {1}. O usuário é {2} e a senha é {3}.",
    "Usa {0} sulla porta {1} con l'utente {2} e la password {3}.",
    "Il nostro server SMTP è {0}, la porta è {1}. L'utente è {2} e la password è {3}.",
    "Gebruik {0} op poort {1} met gebruiker {2} en wachtwoord {3}.",
    "Onze SMTP-server is {0}, de poort is {1}. De gebruikersnaam is {2} en het wachtwoord is {3}.",
    "Użyj {0} na porcie {1} z użytkownikiem {2} i hasłem {3}.",
    "SMTP sunucumuz {0}, port {1}. Kullanıcı adı {2}, şifre {3}.",
    "Použijte {0} na portu {1} s uživatelem {2} a heslem {3}.",
    "Náš SMTP server je {0}, port je {1}. Uživatel je {2} a heslo je {3}.",
    "Используйте {0} на порту {1} с пользователем {2} и паролем {3}.",
    "Наш SMTP-сервер {0}, порт {1}. Логин {2}, пароль {3}.",
    "Використовуйте {0} на порту {1} з користувачем {2} і паролем {3}.",
    "Наш SMTP-сервер {0}, порт {1}. Логін {2}, пароль {3}.",
    "请使用 {0}，端口 {1}，用户名 {2}，密码 {3}。",
    "我们的SMTP服务器是{0}，端口是{1}，用户名是{2}，密码是{3}。",
    "請使用 {0}，連接埠 {1}，使用者名稱 {2}，密碼 {3}。",
    "我們的SMTP伺服器是{0}，連接埠是{1}，帳號是{2}，密碼是{3}。",
    "{0} のポート {1} を、ユーザー名 {2}、パスワード {3} で使ってください。",
    "SMTPサーバーは{0}、ポートは{1}、ユーザー名は{2}、パスワードは{3}です。",
    "{0} 서버, 포트 {1}, 사용자 이름 {2}, 비밀번호 {3}를 사용하세요.",
    "SMTP 서버는 {0}이고 포트는 {1}, 아이디는 {2}, 비밀번호는 {3}입니다.",
)
VALUES = ("smtp.meadow.example", "587", "hay@meadow.example", "Haystack-81")
FIELDS = ("address", "port", "user_name", "password")


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("line", LINES)
def test_one_line_has_all_settings(language: str, line: str) -> None:
    words = [word for pair in zip(LABELS[language], VALUES, strict=True) for word in pair]
    found = dict(read(line.format(*words)).settings.given())
    found.pop("encryption", None)
    assert found == dict(zip(FIELDS, VALUES, strict=True))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_has_all_settings(sentence: str) -> None:
    found = dict(read(sentence.format(*VALUES)).settings.given())
    assert found == dict(zip(FIELDS, VALUES, strict=True))


@pytest.mark.parametrize("sign", ["!", "?"])
def test_a_password_with_more_behind_it_keeps_its_sign(sign: str) -> None:
    text = f"user hay@meadow.example, password Haystack_81{sign}, smtp.meadow.example port 587"
    assert read(text).settings.password == f"Haystack_81{sign}"


def test_a_sign_at_the_end_may_be_the_sentences() -> None:
    result = read("smtp.meadow.example port 587, user hay@meadow.example, password Haystack_81!")
    assert result.settings.password is None
    assert result.unused == ("line 1, password in a sentence: not certain",)


def test_a_password_like_a_host_is_no_second_server() -> None:
    text = "Server smtp.meadow.example, user clover, password p4ss.W0rd, port 587"
    assert read(text).settings.password == "p4ss.W0rd"
    assert read(text).settings.address == "smtp.meadow.example"


@pytest.mark.parametrize(
    "words",
    [
        " 587: I forgot the password again!",
        " says: Timeout",
        " status: up",
        " works: mails arrive",
        ":25:error:timeout",
        ":587:tcp:open",
        ":465:SSL:yes",
    ],
)
def test_words_around_a_colon_are_no_credentials(words: str) -> None:
    settings = read(f"smtp.meadow.example{words}").settings
    assert (settings.user_name, settings.password) == (None, None)
    assert settings.address == "smtp.meadow.example"
