package dev.breakwater.console.serve;

import dev.breakwater.console.Role;
import dev.breakwater.console.Section;
import dev.breakwater.console.account.AccountException;
import dev.breakwater.console.account.Accounts;
import dev.breakwater.console.account.SignInJournal;
import dev.breakwater.ingest.registry.CertificateAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A console on a free port and a client that trusts its certificate alone. */
final class TestConsole implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  private static byte[] made = {};

  final LiveTopics live = new LiveTopics();
  final SignInJournal journal;
  final Accounts accounts;
  final HttpClient client;
  private final Console console;

  TestConsole(Path folder, InstantSource clock, Section... sections)
      throws IOException, InterruptedException, GeneralSecurityException, AccountException {
    this(folder, clock, Optional.empty(), sections);
  }

  TestConsole(
      Path folder, InstantSource clock, Optional<OpenIdSettings> openId, Section... sections)
      throws IOException, InterruptedException, GeneralSecurityException, AccountException {
    var random = new SecureRandom();
    var authority =
        CertificateAuthority.init(folder.resolve("ca"), "test", InstantSource.system(), random);
    Path server = folder.resolve("server");
    authority.issueServer(List.of("localhost", "127.0.0.1"), server);
    Files.write(folder.resolve("accounts.json"), accountsFile(folder.resolve("first")));
    accounts = Accounts.open(folder.resolve("accounts.json"), clock, random);
    journal = new SignInJournal(clock);
    console =
        Console.start(
            new ConsoleSettings(
                "127.0.0.1",
                0,
                server.resolve("certificate.pem"),
                server.resolve("key.pem"),
                folder.resolve("log"),
                openId),
            accounts,
            new Console.Content(RouteTable.of(List.of(sections)), live, journal),
            new Console.Sources(clock, random));
    client = HttpClient.newBuilder().sslContext(trusting(authority.certificate())).build();
  }

  /** An account of each role; hashing is dear, so they are made once. */
  private static synchronized byte[] accountsFile(Path first) throws IOException, AccountException {
    if (made.length == 0) {
      var fresh = Accounts.open(first, InstantSource.system(), new SecureRandom());
      for (Role role : Role.values()) {
        String name = role.name().toLowerCase(Locale.ROOT);
        fresh.add(name, Set.of(role));
        fresh.setPassword(name, PASSWORD);
      }
      made = Files.readAllBytes(first);
    }
    return made;
  }

  static SSLContext trusting(X509Certificate authority)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", authority);
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  URI address(String path) {
    return URI.create("https://localhost:" + console.port() + path);
  }

  HttpResponse<String> get(String path, String cookie) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(path)).header("Cookie", cookie).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String cookie, String token, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address(path))
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .header(Door.TOKEN_HEADER, token)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> signIn(String name, String password)
      throws IOException, InterruptedException {
    String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    return post("/api/sign-in", "none=none", "none", body);
  }

  /** Returns the cookie of a new session. */
  String cookie(String name) throws IOException, InterruptedException {
    String set = signIn(name, PASSWORD).headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  /** Returns the token that the session's page sends. */
  String token(String cookie) throws IOException, InterruptedException {
    String body = get("/api/session", cookie).body();
    return body.replaceAll(".*token\":\"([^\"]+).*", "$1");
  }

  @Override
  public void close() throws IOException {
    console.close();
  }
}
