package dev.breakwater.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.console.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What open dashboards cost the onshore side: {@code bench/dashboards [N] [SECONDS]}. */
@Tag("soak")
class DashboardsTest {
  private static final int DASHBOARDS = Integer.getInteger("dashboards", 200);
  private static final int SECONDS = Integer.getInteger("dashboards.seconds", 60);

  /** The compiler of the JVM has seen the new work by then. */
  private static final int SETTLING_SECONDS = 20;

  @AfterAll
  static void stop() throws InterruptedException {
    ConsoleSite.stop();
  }

  /** Counts the lines of data of one dashboard. */
  private record Counting(LongAdder updates) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith("data: ")) {
        updates.increment();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // The end of the bench closes every stream.
    }

    @Override
    public void onComplete() {
      // A stream has ended; what it counted stays.
    }
  }

  @Test
  void dashboards_withLiveUpdates_costUnderATenthOfACore() throws Exception {
    ConsoleSite site = ConsoleSite.shared();
    double before = share(site);
    List<LongAdder> dashboards = open(site);
    TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
    dashboards.forEach(LongAdder::reset);
    double during = share(site);
    long fewest = dashboards.stream().mapToLong(LongAdder::sum).min().orElseThrow();
    double cost = during - before;
    System.out.printf(
        "dashboards %d, %d s: the process used %.1f %% of a core without them, %.1f %% with them:"
            + " %.1f %% for them; fewest updates of one: %d%n",
        DASHBOARDS, SECONDS, before, during, cost, fewest);
    assertThat(fewest).as("updates that every dashboard got").isGreaterThan(SECONDS / 10);
    assertThat(cost).as("%% of a core").isLessThan(10);
  }

  /** Returns what the process uses, percent of a core. */
  private static double share(ConsoleSite site) throws InterruptedException {
    Duration from = site.cpu();
    long started = System.nanoTime();
    TimeUnit.SECONDS.sleep(SECONDS);
    long used = site.cpu().minus(from).toNanos();
    return 100.0 * used / (System.nanoTime() - started);
  }

  private static List<LongAdder> open(ConsoleSite site) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(trusting(site))
            // One connection and one TLS session for each, as each browser has its own.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    String cookie = cookie(client, site);
    List<LongAdder> dashboards = new ArrayList<>();
    for (int i = 0; i < DASHBOARDS; i++) {
      var updates = new LongAdder();
      dashboards.add(updates);
      var request =
          HttpRequest.newBuilder(URI.create(site.address("/api/live?topics=fleet")))
              .header("Cookie", cookie)
              .build();
      var unused =
          client.sendAsync(request, BodyHandlers.fromLineSubscriber(new Counting(updates)));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return dashboards;
  }

  private static String cookie(HttpClient client, ConsoleSite site)
      throws IOException, InterruptedException {
    String body =
        "{\"name\":\"%s\",\"password\":\"%s\"}"
            .formatted(ConsoleSite.name(Role.OPERATOR), site.password(Role.OPERATOR));
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(site.address("/api/sign-in")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  /** The certificate was made at the first start; the authority stands behind it. */
  private static SSLContext trusting(ConsoleSite site)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(site.data.trust().resolve("ca/certificate.pem"))) {
      Certificate authority = CertificateFactory.getInstance("X.509").generateCertificate(in);
      trusted.setCertificateEntry("authority", authority);
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
