"""All settings on one line, with the labels of each language, as people send them in a chat."""

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
VALUES = ("smtp.meadow.example", "465", "hay@meadow.example", "Haystack-81")
FIELDS = ("address", "port", "user_name", "password")


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("line", LINES)
def test_one_line_has_all_settings(language: str, line: str) -> None:
    words = [word for pair in zip(LABELS[language], VALUES, strict=True) for word in pair]
    found = dict(read(line.format(*words)).settings.given())
    found.pop("encryption", None)
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
