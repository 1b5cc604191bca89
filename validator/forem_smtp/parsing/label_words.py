# ruff: noqa: E501  # lists of words are as wide as they are
"""The labels of the settings, in many languages."""

from __future__ import annotations

LABELS_BY_LANGUAGE = {
    "address": (
        "server|servers|host|address|smart host|server/smart host"
        "|hostname|host name|server name|server hostname|server host"
        "|server address|endpoint|relay host|relay|relay server|servername|hostname or ip|smarthost"
        "|hostname/ip|server url|host/server|host address|server (host)|protocol smtp",
        "postausgangsserver|ausgangsserver|postausgang|serveradresse|hostadresse|server-adresse|host-adresse"
        "|postausgangs-server|ausgehender server|ausgehender mailserver|server für ausgehende e-mails"
        "|server für ausgehende mails|hostname des servers|servername|versandserver",
        "serveur|hôte|nom du serveur|nom d'hôte|serveur sortant|adresse du serveur|serveur d'envoi"
        "|serveur de messagerie|serveur d'envoi des e-mails|serveur de sortie|adresse du serveur sortant|hôte du serveur"
        "|serveur de messagerie|serveur de messagerie sortant|protocole|serveur de courrier sortant"
        "|courrier sortant|serveur d'envoi de messages",
        "servidor|servidor de correo saliente|correo saliente|servidor saliente|servidor de salida"
        "|nombre del servidor|nombre de host|dirección del servidor|servidor de correo|anfitrión"
        "|servidor de envío|servidor de correo|nombre del servidor saliente|dirección del servidor saliente"
        "|servidor de correo de salida|nombre del host|dirección del servidor de correo saliente",
        "servidor de saída|servidor de envio|nome do servidor|nome do host|endereço do servidor"
        "|servidor de e-mail|servidor de email|correio de saída|servidor de correio de saída"
        "|servidor de e-mail de saída|anfitrião|nome do servidor de envio|nome do servidor de saída"
        "|endereço do servidor de saída|servidor de correio|servidor de email de saída|nome do anfitrião"
        "|servidor de correio de envio|servidor de e-mails de saída|servidor de saída de e-mails",
        "posta in uscita|server posta in uscita|server in uscita|nome server|nome host|server di posta"
        "|server di posta in uscita|indirizzo server|nome del server|server di uscita|indirizzo del server"
        "|nome server in uscita|server in uscita della posta|server della posta in uscita|nome dell'host|nome server di posta in uscita",
        "uitgaande server|server uitgaand|uitgaande mailserver|servernaam|hostnaam|mailserver|uitgaande mail"
        "|server voor uitgaande mail|server voor uitgaande e-mail|server uitgaande mail|server uitgaande post"
        "|uitgaande e-mailserver|uitgaande e-mail|serveradres|naam van de server|server voor verzenden|verzendserver"
        "|server voor het verzenden|mailserver uitgaand|uitgaande postserver|hostadres|adres van de server",
        "serwer|serwer poczty wychodzącej|serwer wychodzący|poczta wychodząca|nazwa serwera|adres serwera"
        "|nazwa hosta|serwer poczty|adres serwera poczty wychodzącej|nazwa serwera poczty wychodzącej"
        "|adres hosta|serwer wysyłki|serwer do wysyłania|serwer pocztowy|serwer nadawczy",
        "sunucu|giden sunucu|giden posta sunucusu|sunucu adı|sunucu adresi|giden posta|giden e-posta sunucusu"
        "|sunucusu|ana bilgisayar adı|ana bilgisayar|giden mail sunucusu|giden mail sunucu|giden e-posta sunucu"
        "|posta sunucusu|e-posta sunucusu|mail sunucusu|giden sunucu adı|giden sunucu adresi|giden posta sunucu adı",
        "odchozí server|server odchozí pošty|odchozí pošta|název serveru|adresa serveru"
        "|server pro odchozí poštu|server pro odesílání|hostitel|server pro odesílání pošty|odchozí poštovní server"
        "|poštovní server|název odchozího serveru|adresa odchozího serveru|odesílací server|název hostitele",
        "сервер|сервер исходящей почты|исходящая почта|адрес сервера|имя сервера|адрес почтового сервера"
        "|почтовый сервер|хост|исходящий сервер|имя хоста|адрес сервера исходящей почты"
        "|сервер для отправки|сервер отправки|имя почтового сервера|сервер отправки почты|имя сервера исходящей почты"
        "|сервер для исходящей почты|адрес хоста|исходящий почтовый сервер|почтовый сервер исходящей почты",
        "сервер вихідної пошти|вихідна пошта|адреса сервера|ім'я сервера|поштовий сервер|вихідний сервер"
        "|ім'я хоста|назва сервера|хост|сервер|сервер для вихідної пошти|сервер надсилання|адреса сервера вихідної пошти"
        "|вихідний поштовий сервер|сервер для надсилання|адреса поштового сервера",
        "服务器|服务器地址|发件服务器|发送服务器|发送邮件服务器|发件邮件服务器|发信服务器|主机|主机名|服务器主机名|邮件服务器"
        "|外发服务器|服务器名称|服务器名|服务地址|地址|外发邮件服务器|出站服务器|寄信服务器|发件服务器主机名|发件主机|发送主机"
        "|外发服务器|发件服务器地址|发送邮件服务器地址|发信地址服务器|主机地址|邮箱服务器",
        "伺服器|伺服器位址|伺服器地址|寄件伺服器|外寄伺服器|外寄郵件伺服器|發送伺服器|主機|主機名稱|伺服器名稱|郵件伺服器|發件伺服器"
        "|寄件主機|外送伺服器|外寄伺服器位址|寄信伺服器|送信伺服器|外寄郵件伺服器名稱|發信伺服器|位址|主機位址|伺服器名|寄件伺服器位址"
        "|寄件主機|外送郵件伺服器|外寄郵件伺服器位址",
        "サーバー|サーバ|送信サーバー|送信サーバ|送信メールサーバー|送信メールサーバ|サーバー名|サーバ名|ホスト|ホスト名|サーバーアドレス"
        "|送信メールサーバー名|送信メールサーバ名|送信サーバ名|送信サーバーのホスト名|送信サーバーアドレス|送信メールサーバーアドレス"
        "|サーバー名またはipアドレス|サーバアドレス|サーバー名/ホスト名|送信(smtp)サーバー|送信用サーバー|送信用メールサーバー|メールサーバー名"
        "|メールサーバー|メールサーバ|サーバホスト名|送信サーバー名|サーバー ホスト名",
        "서버|보내는 메일 서버|발신 서버|서버명|서버 주소|호스트|호스트 이름|호스트명|발신 메일 서버|보내는 서버|메일 서버"
        "|서버 이름|보내는 메일 서버명|보내는 메일서버|발신 메일서버|발송 서버|메일 발송 서버|보내는 메일 서버 주소|메일서버|서버이름|발송 메일 서버"
        "|나가는 메일 서버|발신 서버 이름|발신 서버 주소",
        "udgående server|udgående mailserver|udgående mail|server til udgående mail|server til udgående post"
        "|værtsnavn|serveradresse|servernavn|mailserver|udgående postserver|vært",
        "utgående server|utgående e-postserver|utgående e-post|server for utgående e-post"
        "|server for utgående post|vertsnavn|tjener|e-postserver|utgående tjener|utgående postserver|vert"
        "|tjenernavn",
        "utgående server|utgående e-postserver|utgående e-post|server för utgående e-post"
        "|server för utgående post|värdnamn|serveradress|servernamn|e-postserver|utgående mailserver|värd",
        "lähtevän postin palvelin|lähtevä palvelin|lähtevä posti|palvelin|palvelimen nimi|palvelimen osoite"
        "|isäntänimi|sähköpostipalvelin|lähtevän sähköpostin palvelin|postipalvelin"
        "|lähtevän postin palvelimen osoite",
        "kimenő szerver|kimenő levelek kiszolgálója|kimenő kiszolgáló|kimenő levelek szervere|kiszolgáló|szerver"
        "|kiszolgáló neve|szerver neve|gazdagép|levelezőszerver|kimenő levelezőszerver|kimenő levelező kiszolgáló"
        "|gépnév|szerver címe|kiszolgáló címe|kimenő posta kiszolgáló|kimenő levél szerver|állomásnév",
        "server de ieșire|server de iesire|server ieșire|server trimitere|server de trimitere|nume server"
        "|nume gazdă|gazdă|server de e-mail|numele serverului|adresa serverului|adresă server"
        "|server pentru mesaje de ieșire|server expediere|server mail de ieșire",
        "διακομιστής|διακομιστής εξερχόμενης αλληλογραφίας|εξερχόμενος διακομιστής|διακομιστής εξερχομένων"
        "|όνομα διακομιστή|διεύθυνση διακομιστή|όνομα κεντρικού υπολογιστή|κεντρικός υπολογιστής|εξυπηρετητής"
        "|εξερχόμενη αλληλογραφία|διακομιστής αλληλογραφίας|διακομιστής εξερχόμενων μηνυμάτων"
        "|διακομιστής αποστολής",
        "خادم البريد الصادر|البريد الصادر|الخادم الصادر|خادم الإرسال|الخادم|خادم|المضيف|اسم المضيف|اسم الخادم|عنوان الخادم|خادم البريد|خادم الصادر",
        "שרת דואר יוצא|דואר יוצא|שרת יוצא|שרת|שם שרת|שם השרת|כתובת השרת|כתובת שרת|מארח|שם מארח|שם המארח|שרת דואר|שרת שליחה|שרת הדואר היוצא",
        "máy chủ|máy chủ gửi thư|máy chủ thư đi|máy chủ gửi|máy chủ gửi đi|máy chủ mail|tên máy chủ|địa chỉ máy chủ|máy chủ thư|máy chủ email gửi đi|máy chủ thư gửi đi",
        "server surat keluar|server keluar|server email keluar|nama server|nama host|alamat server|server pengiriman|server pesan keluar|peladen",
        "เซิร์ฟเวอร์|เซิร์ฟเวอร์ขาออก|เซิร์ฟเวอร์จดหมายขาออก|เซิร์ฟเวอร์เมลขาออก|เซิร์ฟเวอร์อีเมลขาออก|ชื่อเซิร์ฟเวอร์|ชื่อโฮสต์|โฮสต์|ที่อยู่เซิร์ฟเวอร์",
    ),
    "port": (
        "port|ports|port number|server port|available ports|port no|port no.",
        "portnummer|ports|serverport|server-port|ausgangsport|port (ausgang)|postausgangsport",
        "numéro de port|numéro du port|port du serveur|port sortant|port de sortie|port d'envoi",
        "puerto|puertos|nº de puerto|puerto de envío|número de puerto|puerto saliente|puerto de salida|puerto del servidor",
        "porta|portas|porto|número do porto|porta de envio|nº da porta|número de porta|número da porta|porta de saída|porta do servidor",
        "porte|numero porta|porta in uscita|numero di porta|porta server",
        "poort|poortnummer|poorten|uitgaande poort|serverpoort",
        "numer portu|porty|port serwera|port wychodzący|port poczty wychodzącej",
        "bağlantı noktası|port numarası|giden port|giden posta portu|giden sunucu portu|bağlantı noktası numarası|portu|port no|giden sunucu port numarası|sunucu portu",
        "číslo portu|odchozí port|port serveru",
        "порт|порты|номер порта|порт сервера|порты сервера|порт исходящей почты|порт отправки|исходящий порт",
        "порт|порти|номер порту|порт сервера|порт вихідної пошти|вихідний порт",
        "端口|端口号|服务器端口|发件端口|发件服务器端口|发送端口|端口号码|发件端口号|服务端口|外发端口|出站端口",
        "連接埠|埠|埠號|通訊埠|連接埠號碼|伺服器連接埠|端口|連線埠|通訊埠號碼|寄件連接埠|外寄連接埠|埠號碼|外送連接埠|連線埠號",
        "ポート|ポート番号|送信ポート|送信ポート番号|サーバーポート|サーバポート|送信サーバーポート番号|送信サーバポート番号|ポートno|ポートno.|送信サーバーのポート|送信サーバーのポート番号|送信用ポート",
        "포트|포트 번호|포트번호|서버 포트|발신 포트|보내는 메일 포트|발송 포트|서버포트",
        "portnummer|udgående port|serverport",
        "portnummer|utgående port|serverport",
        "portnummer|utgående port|serverport",
        "portti|portin numero|lähtevä portti|porttinumero|palvelimen portti|lähtevän postin portti",
        "portszám|kimenő port|port száma|szerver port|kiszolgáló portja",
        "portul|numărul portului|număr port|port de ieșire|port server|port ieșire",
        "θύρα|πόρτα|αριθμός θύρας|θύρα διακομιστή|εξερχόμενη θύρα",
        "المنفذ|منفذ|رقم المنفذ|منفذ الخادم|البورت",
        "פורט|יציאה|מספר פורט|יציאת שרת|פורט יציאה|מספר יציאה",
        "cổng|số cổng|cổng kết nối|cổng máy chủ",
        "porta keluar|nomor port|port server|port keluar",
        "พอร์ต|หมายเลขพอร์ต|พอร์ตขาออก|พอร์ท",
    ),
    "user_name": (
        "username|user name|user|login|login name|user id|account name|account|userid"
        "|authentication username|auth user|auth username|login id|login username|user login"
        "|username/login|login/username|account id",
        "benutzername|benutzer|user-name|postfachname|kontobezeichnung|login-name|zugangskennung|benutzer-id|benutzerkonto|anmeldename|nutzername|benutzerkennung|kontoname",
        "nom d'utilisateur|utilisateur|nom utilisateur|login de connexion|compte|compte utilisateur|nom du compte|identifiant|nom de compte|identifiant de connexion",
        "usuario|nombre de usuario|cuenta|nombre de la cuenta|nombre usuario|nombre de cuenta|usuario de correo|id de usuario",
        "usuário|nome de usuário|utilizador|nome de utilizador|conta|nome do usuário|nome do utilizador|nome da conta|identificação do usuário|nome usuário|login do usuário",
        "utente|nome utente|account utente|nome account|nome dell'utente|id utente|nome dell'account|utenza|username/account",
        "gebruikersnaam|gebruiker|inlognaam|accountnaam|gebruikers-id|gebruikersnaam/e-mailadres|loginnaam|naam van account",
        "użytkownik|nazwa użytkownika|nazwa konta|konto|login użytkownika|identyfikator użytkownika|nazwa użytkownika (login)|użytkownik (login)",
        "kullanıcı|kullanıcı adı|hesap|hesap adı|kullanıcı ismi|oturum açma adı|kullanıcı kimliği|kullanıcı adınız",
        "uživatel|uživatelské jméno|jméno uživatele|přihlašovací jméno|název účtu|účet|přihlašovací údaj|login uživatele",
        "пользователь|имя пользователя|логин|имя аккаунта|учетная запись пользователя|аккаунт|имя учётной записи|имя для входа|учетная запись|учётная запись|имя учетной записи",
        "користувач|ім'я користувача|логін|ім'я облікового запису|акаунт|ім'я для входу|обліковий запис",
        "用户名|用户|账号|帐号|账户|帐户|登录名|账户名|用户名称|账户名称|邮箱账号|邮箱帐号|登录账号|发件账号|用户账号|邮箱用户名|登录用户名|登录用户|用户帐号|发信账号|账号名",
        "使用者名稱|使用者|帳號|帳戶|用戶名|用戶名稱|帳戶名稱|登入帳號|使用者帳號|使用者 id|使用者id|登入名稱|信箱帳號|帳號名稱|郵件帳號",
        "ユーザー名|ユーザ名|ユーザー|ユーザーid|ユーザid|アカウント|アカウント名|ログインid|認証id|smtp認証id|ログイン名|smtpユーザー名|メールアカウント|メールアカウント名|smtpアカウント|アカウントid|認証ユーザー名|smtp認証ユーザー名|smtpユーザー|ユーザー 名",
        "사용자 이름|사용자명|사용자|아이디|계정|사용자 id|계정 이름|계정명|사용자 아이디|로그인 아이디|메일 계정|계정 아이디|로그인 id|사용자이름|메일 아이디",
        "brugernavn|bruger|konto|bruger-id|kontonavn|brugernavn til konto",
        "brukernavn|bruker|konto|bruker-id|kontonavn|påloggingsnavn",
        "användarnamn|användare|konto|användar-id|kontonamn|inloggningsnamn",
        "käyttäjätunnus|käyttäjänimi|käyttäjä|tili|tunnus|tilin nimi|kirjautumistunnus",
        "felhasználónév|felhasználói név|felhasználó|fiók|fióknév|azonosító|bejelentkezési név|felhasználó neve"
        "|felhasználói azonosító",
        "nume de utilizator|utilizator|nume utilizator|cont|numele de utilizator|nume cont",
        "όνομα χρήστη|χρήστης|λογαριασμός|όνομα λογαριασμού|όνομα σύνδεσης",
        "اسم المستخدم|المستخدم|الحساب|اسم الحساب|اسم الدخول",
        "שם משתמש|שם המשתמש|משתמש|חשבון|שם החשבון",
        "tên đăng nhập|tên người dùng|người dùng|tài khoản|tên tài khoản",
        "nama pengguna|pengguna|akun|nama akun|id pengguna",
        "ชื่อผู้ใช้|ผู้ใช้|บัญชี|ชื่อบัญชี|ชื่อผู้ใช้งาน",
    ),
    "password": (
        "password|pass|pw|app password|key|token|authentication password|auth password|pwd|passwd"
        "|account password|login password|email password|mail password|mailbox password|user password|app-specific password|application password|passphrase",
        "passwort|kennwort|anwendungspasswort|app-passwort|anmeldekennwort|anmeldepasswort|e-mail-passwort"
        "|e-mail-kennwort|postfachpasswort|postfach-passwort|benutzerpasswort|zugangspasswort|kontopasswort",
        "mot de passe|mot de passe d'application|mot de passe du compte|mdp|mot de passe de messagerie|mot de passe de la boîte mail|mot de passe applicatif",
        "contraseña|clave|contraseña de aplicación|contraseña de la cuenta|contraseña de correo|contraseña del correo|clave de acceso|contrasena",
        "senha|palavra-passe|senha de app|senha da conta|palavra passe|senha do e-mail|senha do email|palavra-chave|senha de acesso|senha de aplicativo",
        "parola|parola d'accesso|parola chiave|password per le app|password dell'account|password della casella|password di accesso",
        "wachtwoord|app-wachtwoord|wachtwoord van account|e-mailwachtwoord|wachtwoord e-mail|wachtwoord van mailbox",
        "hasło|hasło aplikacji|hasło do konta|hasło do skrzynki|hasło użytkownika|hasło poczty|hasło konta",
        "şifre|parola|uygulama şifresi|şifresi|e-posta şifresi|mail şifresi|hesap şifresi|uygulama parolası|şifreniz|kullanıcı şifresi",
        "heslo|heslo aplikace|heslo ke schránce|heslo k účtu|heslo uživatele|heslo pro aplikaci|přihlašovací heslo",
        "пароль|пароль приложения|пароль для внешнего приложения|пароль учетной записи|пароль от почты|пароль почтового ящика|пароль от ящика|пароль приложений|пароль от почтового ящика|пароль пользователя",
        "пароль|пароль програми|пароль додатка|пароль для додатків|пароль додатків|пароль облікового запису|пароль від скриньки|пароль застосунку|пароль поштової скриньки",
        "密码|授权码|口令|邮箱密码|登录密码|客户端授权码|授权密码|应用密码|发件密码|专用密码|应用专用密码|账号密码|邮箱授权码|发信密码|第三方客户端授权码|客户端专用密码|用户密码",
        "密碼|授權碼|應用程式密碼|登入密碼|信箱密碼|郵件密碼|使用者密碼|帳號密碼|專用密碼",
        "パスワード|アプリパスワード|アプリ パスワード|認証パスワード|ログインパスワード|smtpパスワード|メールパスワード|smtp認証パスワード|アカウントパスワード|アプリ用パスワード|メールアカウントのパスワード",
        "비밀번호|암호|패스워드|앱 비밀번호|비밀 번호|애플리케이션 비밀번호|메일 비밀번호|계정 비밀번호|로그인 비밀번호|앱 암호",
        "adgangskode|kodeord|app-adgangskode|adgangskode til app|kode",
        "passord|app-passord|passord for app",
        "lösenord|applösenord|app-lösenord|lösenord för app",
        "salasana|sovelluksen salasana|sovellussalasana|tilin salasana",
        "jelszó|alkalmazásjelszó|alkalmazás jelszava|fiók jelszava|postafiók jelszava",
        "parolă|parola|parola aplicației|parolă de aplicație|parola contului|parolă cont",
        "κωδικός|κωδικός πρόσβασης|συνθηματικό|κωδικός εφαρμογής|κωδικός πρόσβασης εφαρμογής",
        "كلمة المرور|كلمة السر|الرقم السري|كلمة مرور التطبيق|كلمة مرور البريد",
        "סיסמה|סיסמא|סיסמת אפליקציה|סיסמת יישום|סיסמת הדואר",
        "mật khẩu|mật khẩu ứng dụng|mật khẩu email|mật khẩu thư",
        "kata sandi|sandi|kata sandi aplikasi|sandi aplikasi|kata sandi email",
        "รหัสผ่าน|รหัสผ่านแอป|รหัสผ่านอีเมล|รหัสผ่านสำหรับแอป",
    ),
    "authentication": (
        "authentication|authentication method|authentication type|auth|auth method"
        "|auth type|auth mechanism|authentication mechanism|authentication mechanisms",
        "authentifizierung|authentifizierungsmethode|authentifizierungsart",
        "authentification|méthode d'authentification|type d'authentification",
        "autenticación|método de autenticación|tipo de autenticación",
        "autenticação|método de autenticação|tipo de autenticação",
        "autenticazione|metodo di autenticazione|tipo di autenticazione|tipo autenticazione",
        "authenticatie|authenticatiemethode|verificatie|verificatiemethode",
        "uwierzytelnianie|metoda uwierzytelniania|metoda uwierzytelnienia",
        "kimlik doğrulama|kimlik doğrulama yöntemi",
        "ověření|ověřování|metoda ověřování|způsob ověření|autentizace",
        "аутентификация|метод аутентификации|способ аутентификации|авторизация|проверка подлинности",
        "автентифікація|метод автентифікації|спосіб автентифікації",
        "身份验证|认证方式|验证方式|身份认证|认证|身份验证方式",
        "驗證方式|驗證|身份驗證|認證方式|驗證方法",
        "認証|認証方式|認証方法|送信認証",
        "인증|인증 방식|인증 방법",
        "godkendelse|godkendelsesmetode",
        "godkjenning|godkjenningsmetode|autentisering|autentiseringsmetode",
        "autentisering|autentiseringsmetod",
        "todennus|todennustapa|todentaminen|tunnistautuminen|todennusmenetelmä",
        "hitelesítés|hitelesítési mód|hitelesítési módszer",
        "autentificare|metodă de autentificare|metoda de autentificare",
        "έλεγχος ταυτότητας|μέθοδος ελέγχου ταυτότητας|μέθοδος πιστοποίησης",
        "المصادقة|طريقة المصادقة|نوع المصادقة|مصادقة",
        "אימות|שיטת אימות|סוג אימות",
        "xác thực|phương thức xác thực|phương pháp xác thực|kiểu xác thực",
        "autentikasi|otentikasi|metode autentikasi|metode otentikasi",
        "การตรวจสอบสิทธิ์|การยืนยันตัวตน|การรับรองความถูกต้อง|วิธีการตรวจสอบสิทธิ์",
    ),
    "encryption": (
        "encryption|encryption method|encryption type|encrypted connection|security"
        "|security type|connection security|connection type|secure connection|ssl|tls|ssl/tls|tls/ssl"
        "|starttls|requires ssl|requires tls|use ssl|use tls|requires ssl/tls|tls/starttls|use ssl/tls"
        "|type of encrypted connection|encryption protocol|security protocol|use starttls|tls/ssl required"
        "|transport security|encryption mode|type of security|type of encryption|encryption/security|security settings|security of the connection|connection protection"
        "|use the following type of encrypted connection",
        "verschlüsselung|verschlüsselungsart|verbindungssicherheit|sicherheit|verschlüsselungsmethode"
        "|verschlüsselungstyp|sicherheitstyp|sicherheitsprotokoll|art der verschlüsselung|ssl verwenden|tls verwenden|sicherheitsart|verschlüsselte verbindung|ssl-verschlüsselung|verbindungsverschlüsselung"
        "|verschlüsselungstyp|verbindungsart|sichere verbindung",
        "chiffrement|sécurité|sécurité de la connexion|type de chiffrement|méthode de chiffrement"
        "|type de sécurité|protocole de sécurité|connexion ssl|utiliser ssl|utiliser tls|type de connexion|protocole de chiffrement|sécurité ssl|mode de chiffrement|connexion sécurisée (ssl)|cryptage|type de cryptage|méthode de cryptage"
        "|type de sécurité|connexion sécurisée|connexion chiffrée"
        "|utiliser le type de connexion chiffrée suivant",
        "seguridad|cifrado|seguridad de la conexión|tipo de cifrado|método de cifrado|tipo de seguridad"
        "|encriptación|usar ssl|conexión segura|protocolo de seguridad|usar tls|conexión ssl|cifrado de la conexión|tipo de conexión segura|protocolo de cifrado|requiere ssl|tipo de conexión|seguridad de conexión|encriptado|tipo de encriptación|conexión cifrada",
        "segurança|criptografia|segurança da conexão|tipo de criptografia|encriptação|tipo de segurança"
        "|usar ssl|conexão segura|requer ssl|protocolo de segurança|usar tls|tipo de conexão|tipo de conexão criptografada|ligação segura|tipo de encriptação|método de encriptação|cifragem|segurança da ligação|método de criptografia",
        "sicurezza|crittografia|sicurezza della connessione|usa ssl|tipo di crittografia|cifratura"
        "|connessione sicura|sicurezza connessione|metodo di crittografia|tipo di sicurezza|protezione|connessione protetta|protocollo di sicurezza|connessione crittografata|tipo di connessione|usa tls|protocollo|protezione della connessione|tipo di cifratura|connessione cifrata|richiede ssl|metodo di cifratura",
        "beveiliging|versleuteling|verbindingsbeveiliging|beveiligingstype|type versleuteling|encryptie"
        "|gebruik ssl|beveiligde verbinding|versleutelingsmethode|ssl gebruiken|tls gebruiken|type beveiliging|versleutelde verbinding|type verbinding|beveiligingsprotocol|gebruik tls|beveiliging van de verbinding|encryptiemethode|encryptietype|versleutelingstype",
        "szyfrowanie|bezpieczeństwo|zabezpieczenia|bezpieczeństwo połączenia|typ szyfrowania"
        "|rodzaj szyfrowania|metoda szyfrowania|zabezpieczenie połączenia|typ zabezpieczeń|szyfrowanie połączenia|bezpieczne połączenie|rodzaj zabezpieczeń|protokół szyfrowania|użyj ssl|połączenie szyfrowane|ochrona połączenia|typ zabezpieczenia|protokół bezpieczeństwa|zabezpieczenie",
        "şifreleme|güvenlik|bağlantı güvenliği|şifreleme türü|güvenlik türü|güvenlik tipi|şifreleme yöntemi|güvenlik protokolü|şifreleme protokolü|güvenli bağlantı|ssl kullan|bağlantı türü|bağlantı şifreleme|ssl kullanımı|şifreli bağlantı|şifreli bağlantı türü|bağlantı şifrelemesi",
        "šifrování|zabezpečení|zabezpečení připojení|typ šifrování|zabezpečení spojení|typ zabezpečení"
        "|způsob šifrování|metoda šifrování|zabezpečené připojení|použít ssl|šifrované připojení|typ šifrovaného připojení|zabezpečené spojení|šifrování spojení|bezpečnost|bezpečnost připojení|protokol šifrování",
        "шифрование|безопасность|безопасность соединения|тип шифрования|защита соединения|защита"
        "|тип защиты|тип безопасности|метод шифрования|использовать ssl|протокол шифрования|защищенное соединение|защищённое соединение|способ шифрования|тип соединения|тип защищенного соединения|ssl-соединение|использовать tls|защита подключения|безопасное соединение|требовать ssl",
        "шифрування|безпека|безпека з'єднання|тип шифрування|захист з'єднання|захист|протокол шифрування|метод шифрування|захищене з'єднання|тип захисту|тип безпеки|використовувати ssl|тип з'єднання|спосіб шифрування|вид шифрування",
        "加密方式|加密|加密类型|安全类型|安全性|加密方法|连接安全性|安全连接|使用ssl|加密协议|连接方式|ssl加密|加密连接|安全协议|是否使用ssl|ssl连接|ssl/tls|加密模式|安全连接类型|使用加密连接|安全加密|是否加密|启用ssl|使用tls|连接加密|传输加密|安全连接方式|连接安全",
        "加密方式|加密|加密類型|安全性|連線安全性|安全類型|加密連線|加密方法|連線加密|加密的連線|加密協定|安全連線|使用ssl|加密模式|使用加密連線|連線方式|安全協定|加密連線類型|安全性類型|ssl加密|連線類型",
        "暗号化|暗号化方式|暗号化の種類|接続の保護|セキュリティ|暗号化方法|接続方式|sslを使用|暗号化接続|通信方式|セキュリティの種類"
        "|保護された接続|接続の保護方法|暗号化プロトコル|ssl|ssl/tls|セキュリティ種別|ssl接続|暗号化通信|通信の暗号化|セキュリティタイプ|セキュリティの保護|接続の暗号化|暗号化の方法|使用する暗号化接続の種類|ssl通信",
        "암호화|보안|암호화 방식|보안 연결|보안 유형|암호화 방법|보안 연결(ssl)|보안연결|연결 보안|암호화 유형|보안 연결 필요|보안 연결 사용|보안 프로토콜|암호화 연결|ssl 사용|보안 연결 방식|암호화 연결 방식|보안 방식|보안 종류|ssl 보안 연결|암호화 프로토콜|보안접속|보안 접속",
        "kryptering|sikkerhed|forbindelsessikkerhed|krypteringstype|krypteringsmetode|sikker forbindelse"
        "|krypteret forbindelse|sikkerhedstype",
        "kryptering|sikkerhet|tilkoblingssikkerhet|krypteringstype|krypteringsmetode|sikker tilkobling"
        "|kryptert tilkobling|sikkerhetstype",
        "kryptering|säkerhet|anslutningssäkerhet|krypteringstyp|krypteringsmetod|säker anslutning"
        "|krypterad anslutning|säkerhetstyp",
        "salaus|suojaus|yhteyden suojaus|salaustapa|salausmenetelmä|suojattu yhteys|turvallisuus|salattu yhteys"
        "|salaustyyppi|yhteyden tietoturva",
        "titkosítás|biztonság|kapcsolat biztonsága|titkosítás típusa|titkosítási mód|biztonságos kapcsolat"
        "|kapcsolatbiztonság|titkosított kapcsolat|kapcsolat titkosítása",
        "criptare|securitate|securitatea conexiunii|tip de criptare|metodă de criptare|conexiune securizată"
        "|conexiune criptată|tip de securitate|tip criptare",
        "κρυπτογράφηση|ασφάλεια|ασφάλεια σύνδεσης|τύπος κρυπτογράφησης|μέθοδος κρυπτογράφησης|ασφαλής σύνδεση"
        "|κρυπτογραφημένη σύνδεση",
        "التشفير|الأمان|أمان الاتصال|نوع التشفير|تشفير|طريقة التشفير|نوع الأمان|حماية الاتصال",
        "אבטחה|הצפנה|אבטחת החיבור|סוג הצפנה|אבטחת חיבור|שיטת הצפנה|סוג אבטחה",
        "mã hóa|bảo mật|bảo mật kết nối|kiểu mã hóa|loại mã hóa|loại bảo mật|kết nối bảo mật|phương thức mã hóa|mã hoá",
        "enkripsi|keamanan|keamanan koneksi|jenis enkripsi|tipe enkripsi|metode enkripsi|jenis keamanan|koneksi aman|tipe keamanan",
        "การเข้ารหัส|ความปลอดภัย|ความปลอดภัยของการเชื่อมต่อ|ประเภทการเข้ารหัส|การเชื่อมต่อที่เข้ารหัส|ระบบความปลอดภัย",
    ),
    "domain": (
        "domain|helo|ehlo|helo domain|ehlo domain"
        "|helo name|helo/ehlo|ehlo/helo|helo hostname|helo host|ehlo name",
    ),
    "from_email_address": (
        "from|from address|sender|sender address|sender email|from email|from email address|mail from"
        "|sender email address|from e-mail|sender e-mail",
        "absender|absenderadresse|absender-adresse|absender-e-mail",
        "expéditeur|adresse d'expédition|adresse de l'expéditeur|adresse d'expéditeur",
        "remitente|dirección del remitente|dirección de remitente",
        "remetente|endereço do remetente|endereço de remetente",
        "mittente|indirizzo mittente|indirizzo del mittente",
        "afzender|afzenderadres|afzender adres",
        "nadawca|adres nadawcy",
        "gönderen|gönderen adresi|gönderici|gönderen e-posta",
        "odesílatel|adresa odesílatele|odesilatel",
        "отправитель|адрес отправителя|от кого",
        "відправник|адреса відправника",
        "发件人|发件人地址|发件人邮箱|发信地址|发件邮箱|发件地址|发信人",
        "寄件者|寄件人|寄件者地址|寄件人地址|寄件者信箱|寄件者電子郵件",
        "差出人|送信元|送信者|差出人アドレス|送信元アドレス|送信元メールアドレス|送信者メールアドレス|差出人メールアドレス",
        "보내는 사람|발신자|보내는 주소|발신자 이메일|보내는 사람 주소|발신자 주소",
        "afsender|afsenderadresse",
        "avsender|avsenderadresse",
        "avsändare|avsändaradress|avsändarens adress",
        "lähettäjä|lähettäjän osoite",
        "feladó|feladó címe|küldő|küldő címe",
        "expeditor|adresa expeditorului|adresă expeditor",
        "αποστολέας|διεύθυνση αποστολέα",
        "المرسل|عنوان المرسل|بريد المرسل",
        "שולח|כתובת השולח|השולח|כתובת שולח",
        "người gửi|địa chỉ người gửi|email người gửi|địa chỉ gửi",
        "pengirim|alamat pengirim|email pengirim",
        "ผู้ส่ง|ที่อยู่ผู้ส่ง|อีเมลผู้ส่ง",
    ),
    "reply_to_email_address": (
        "reply-to|reply to|reply-to address|reply to address|reply-to email|reply address|reply email",
        "antwortadresse|antwort an|antwort-adresse",
        "adresse de réponse|répondre à",
        "responder a|dirección de respuesta",
        "responder para|endereço de resposta",
        "rispondi a|indirizzo di risposta",
        "antwoordadres|beantwoorden aan|antwoord aan",
        "odpowiedz do|adres odpowiedzi|adres zwrotny",
        "yanıt adresi|yanıtla",
        "odpovědět na|adresa pro odpověď|odpověď na",
        "обратный адрес|адрес для ответа|ответить",
        "зворотна адреса|адреса для відповіді",
        "回复地址|回复邮箱|回信地址",
        "回覆地址|回信地址|回覆信箱",
        "返信先|返信先アドレス|返信先メールアドレス",
        "회신 주소|답장 주소|답장받는 주소",
        "svaradresse|svar til",
        "svaradresse|svar til",
        "svarsadress|svara till",
        "vastausosoite",
        "válaszcím|válasz címe",
        "adresă de răspuns|răspunde la",
        "διεύθυνση απάντησης|απάντηση σε",
        "الرد على|عنوان الرد|الرد إلى",
        "כתובת לתשובה|השב אל|כתובת תגובה|תשובה אל",
        "trả lời tới|địa chỉ trả lời|trả lời đến|email trả lời",
        "balas ke|alamat balasan|balasan ke",
        "ตอบกลับ|ที่อยู่ตอบกลับ|ตอบกลับไปที่",
    ),
}
"""The labels of each field: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish,
Turkish, Czech, Russian, Ukrainian, Chinese in both scripts, Japanese, Korean, Danish, Norwegian,
Swedish, Finnish, Hungarian, Romanian, Greek, Arabic, Hebrew, Vietnamese, Indonesian, Thai. They are those of the providers' own pages and of
Thunderbird, Outlook and Apple Mail in these languages."""
CORES = {
    label: field
    for field, groups in LABELS_BY_LANGUAGE.items()
    for group in groups
    for label in group.split("|")
}
"""The field of each label, without the words that only say that it's about sending mail."""
LANGUAGES = (
    *("English", "German", "French", "Spanish", "Portuguese", "Italian", "Dutch", "Polish"),
    *("Turkish", "Czech", "Russian", "Ukrainian", "Chinese", "Chinese", "Japanese", "Korean"),
    *("Danish", "Norwegian", "Swedish", "Finnish", "Hungarian", "Romanian", "Greek"),
    *("Arabic", "Hebrew", "Vietnamese", "Indonesian", "Thai"),
)
"""The language of each group of labels, in their order."""
