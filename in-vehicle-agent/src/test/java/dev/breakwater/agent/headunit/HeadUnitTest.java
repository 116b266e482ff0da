package dev.breakwater.agent.headunit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.agent.TestCar;
import dev.breakwater.agent.cabin.CabinComfort;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.policy.rule.Consent;
import dev.breakwater.wire.Erased;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The head-unit page (Auto Provisions Art. 7, 9(4)) answers to nobody but itself")
class HeadUnitTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestCar car;
  private ConsentDesk desk;
  private HeadUnit page;
  private volatile Optional<CabinComfort.Average> comfort = Optional.empty();
  private volatile Erasures erasures = Erasures.NONE;

  @BeforeEach
  void start() throws Exception {
    car = new TestCar(home);
    var time = car.time(home);
    desk =
        ConsentDesk.open(
            car.book(home, time), home.resolve("receipts"), car.vault, List.of(), time);
    var departures = Departures.open(home.resolve("left-today"), time);
    page = HeadUnit.start(new HeadUnitSettings("127.0.0.1", 0), desk, told(departures));
  }

  private HeadUnit.Told told(Departures departures) {
    return new HeadUnit.Told(departures, () -> comfort, withdrawal -> erasures.after(withdrawal));
  }

  @AfterEach
  void stop() throws IOException {
    page.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "8.8.8.8",
        "::",
        "2001:db8::1",
        "100.64.0.1",
        "172.32.0.1",
        "localhost",
        "car",
        ""
      })
  void address_notInsideTheCar_isRefused(String address) {
    assertThatThrownBy(() -> new HeadUnitSettings(address, 8080))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no address inside the car");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.9.9",
        "169.254.1.1",
        "fd00::7"
      })
  void address_insideTheCar_isTaken(String address) {
    assertThat(new HeadUnitSettings(address, 8080).address()).isEqualTo(address);
  }

  @Test
  void comfort_isShownWhileThereIsOne() throws Exception {
    assertThat(get("api/state?language=en").body()).doesNotContain("\"comfort\":");

    comfort = Optional.of(new CabinComfort.Average(21.44, 3));

    assertThat(get("api/state?language=en").body())
        .contains("\"comfort\":{\"celsius\":21.4,\"values\":3}");
  }

  @Test
  void address_inUse_isToldAndNothingIsLeftRunning() {
    int port = URI.create(page.address()).getPort();
    var departures = Path.of("unused");

    assertThatThrownBy(
            () ->
                HeadUnit.start(
                    new HeadUnitSettings("127.0.0.1", port),
                    desk,
                    told(Departures.open(home.resolve(departures), car.clocks().wall()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "style.css", "app.js", "view.js", "words.js", "icon.svg"})
  void file_ofThePage_isServedUnderAStrictPolicy(String file) throws Exception {
    HttpResponse<String> answer = get(file);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
    assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe", "http", "*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../consent/consents.log", "Answers.class", "api", "index.html"})
  void file_ofNobody_isNotThere(String file) throws Exception {
    assertThat(get(file).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en", "ja"})
  void state_everyLanguage_tellsSevenItemsAndEachPurpose(String language) throws Exception {
    JsonNode state = JSON.readTree(get("api/state?language=" + language).body());

    assertThat(state.path("items")).hasSize(7);
    assertThat(state.path("purposes")).hasSize(Purpose.values().length);
    assertThat(state.path("notice").asText()).hasSize(64);
    assertThat(state.path("left")).isEmpty();
  }

  @Test
  void consent_givenAndTakenBack_isInForceAndHasItsReceipt() throws Exception {
    assertThat(post("api/consents", choice("YES", "ONCE", digest())).statusCode()).isEqualTo(200);
    assertThat(position()).isEqualTo(Consent.YES);

    HttpResponse<String> answer = post("api/consents", choice("NO", "NONE", digest()));

    assertThat(position()).isEqualTo(Consent.NO);
    assertThat(answer.body()).isEqualTo("{\"receipts\":[1]}");
    JsonNode receipt = JSON.readTree(get("api/state?language=en").body()).path("receipts").path(0);
    assertThat(receipt.path("title").asText()).isEqualTo("Position and routes");
  }

  @Test
  @DisplayName("PIPL Art. 47: what was erased onshore stands beside what was deleted in the car")
  void receipt_ofAWithdrawal_hasWhatTheLogProvesOfTheOnshoreSide() throws Exception {
    post("api/consents", choice("YES", "ONCE", digest()));
    post("api/consents", choice("NO", "NONE", digest()));
    assertThat(onshore()).hasToString("{\"state\":\"OPEN\"}");

    var erased = new Erased(TestCar.VEHICLE.value(), 2, "navigation", 1, 30, 5, 6, 7);
    erasures = withdrawal -> withdrawal == 2 ? Optional.of(erased) : Optional.empty();
    assertThat(onshore()).hasToString("{\"state\":\"PROVEN\",\"rows\":30,\"at\":7}");

    erasures =
        withdrawal -> {
          throw new IOException("not proven by the log");
        };
    assertThat(onshore()).hasToString("{\"state\":\"BROKEN\"}");
  }

  private JsonNode onshore() throws Exception {
    JsonNode state = JSON.readTree(get("api/state?language=en").body());
    return state.path("receipts").path(0).path("onshore");
  }

  @Test
  void stop_endsEverything() throws Exception {
    post("api/consents", choice("YES", "ONE_YEAR", digest()));

    assertThat(post("api/stop", "{\"language\": \"en\"}").statusCode()).isEqualTo(200);

    assertThat(position()).isEqualTo(Consent.NO);
  }

  @Test
  void consent_toAnotherNotice_isRefusedWithARemedy() throws Exception {
    HttpResponse<String> answer = post("api/consents", choice("YES", "ONCE", "0".repeat(64)));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Read the notice again");
    assertThat(position()).isEqualTo(Consent.NOT_SET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"purpose\": 1}", "{", "{\"language\": \"xx\"}"})
  void consent_thatThePageDoesNotAsk_isABadRequest(String body) throws Exception {
    assertThat(post("api/consents", body).statusCode()).isEqualTo(400);
    assertThat(desk.book().epoch()).isZero();
  }

  @Test
  @DisplayName("GB/T 44464-2024 §5.2.2: never 'always'")
  void consent_forEver_isABadRequest() throws Exception {
    assertThat(post("api/consents", choice("YES", "ALWAYS", digest())).statusCode()).isEqualTo(400);
    assertThat(post("api/consents", choice("YES", "NONE", digest())).statusCode()).isEqualTo(409);
    assertThat(desk.book().epoch()).isZero();
  }

  @Test
  void body_overTheLimit_isRefused() throws Exception {
    String body = "x".repeat(Resources.MAX_BODY_BYTES + 1);

    assertThat(post("api/consents", body).statusCode()).isEqualTo(413);
  }

  @Test
  void request_ofAnotherPage_decidesNothing() throws Exception {
    var foreign =
        HttpRequest.newBuilder(URI.create(page.address() + "api/stop"))
            .header("Content-Type", "application/json")
            .header("Origin", "http://evil.example")
            .POST(BodyPublishers.ofString("{\"language\": \"en\"}"))
            .build();
    assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    var form =
        HttpRequest.newBuilder(URI.create(page.address() + "api/stop"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"language\": \"en\"}"))
            .build();
    assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }

  @Test
  void request_underAnotherName_isNotAnswered() throws Exception {
    URI uri = URI.create(page.address());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = "GET /api/state HTTP/1.1\r\nHost: car.evil.example\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      byte[] status = socket.getInputStream().readNBytes(12);

      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void addresses_writtenInAnotherWay_areTheSame() {
    assertThat(Resources.isSameAddress("[::1]", "0:0:0:0:0:0:0:1")).isTrue();
    assertThat(Resources.isSameAddress("[fd00::7]", "fd00:0:0:0:0:0:0:7%eth0")).isTrue();
    assertThat(Resources.isSameAddress("127.0.0.1", "127.0.0.2")).isFalse();
    assertThat(Resources.isSameAddress("localhost", "127.0.0.1")).isFalse();
  }

  private Consent position() {
    return desk.book().consents().of("position.precise");
  }

  private static String digest() {
    return TestCar.NOTICE.digest().hex();
  }

  private static String choice(String state, String period, String notice) {
    return """
    {"purpose": "navigation", "state": "%s", "period": "%s", "language": "zh", "notice": "%s"}
    """
        .formatted(state, period, notice);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create(page.address() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(page.address() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
