package dev.breakwater.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.outbox.Withdrawal;
import dev.breakwater.agent.uplink.ScriptedReceiver.Arrival;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.Segment;
import dev.breakwater.wire.SignedSegment;
import dev.breakwater.wire.VehicleRef;
import dev.breakwater.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoapUplinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();
  private final VehicleRef car = VehicleRef.random(random);
  private Authority authority;
  private VehicleIdentity server;
  private FilledOutbox filled;

  @BeforeEach
  void start() throws Exception {
    authority = new Authority();
    server = authority.issue("receiver", "127.0.0.1");
    filled = new FilledOutbox(directory, car);
  }

  @AfterEach
  void stop() throws Exception {
    filled.close();
  }

  @Test
  void outboxOfThreeLanes_isDeliveredWhole_eachManifestBeforeItsItems() throws Exception {
    List<Bytes> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      items.addAll(filled.seal(Lane.TELEMETRY, 64, 100));
    }
    items.addAll(filled.seal(Lane.CONTROL, 2, 3_000));
    items.addAll(filled.seal(Lane.BULK, 5, 256 << 10));
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      assertThat(bodies(receiver, "i")).containsExactlyInAnyOrderElementsOf(items);
      assertManifestsFirst(receiver.arrivals());
      assertThat(uplink.progress().items()).isEqualTo(items.size());
      assertThat(uplink.progress().segments()).isEqualTo(5);
      assertThat(uplink.progress().connections()).isEqualTo(1);
    }
  }

  @Test
  void urgentItem_sealedBehindABacklogOfChunks_doesNotWaitForIt() throws Exception {
    filled.seal(Lane.BULK, 40, 256 << 10);
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      awaitArrivals(receiver, 3);
      Bytes urgent = filled.seal(Lane.CONTROL, 1, 10).get(0);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      assertThat(bodies(receiver, "i").indexOf(urgent)).isLessThan(38);
    }
  }

  @Test
  void receiver_busy_isAskedAgainAfterMaxAge() throws Exception {
    List<Bytes> items = filled.seal(Lane.TELEMETRY, 5, 100);
    var refusals = new AtomicInteger(3);
    ScriptedReceiver.Script script =
        arrival -> refusals.getAndDecrement() > 0 ? busy() : new Response(ResponseCode.CHANGED);
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      long started = System.nanoTime();
      uplink.start(filled.outbox(), item -> true);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThan(Duration.ofMillis(900));
      assertThat(Set.copyOf(bodies(receiver, "i"))).isEqualTo(Set.copyOf(items));
      assertThat(receiver.arrivals()).hasSizeLessThan(20);
    }
  }

  @Test
  void receiver_tooManyRequests_isAskedAgainAfterMaxAge() throws Exception {
    filled.seal(Lane.TELEMETRY, 1, 100);
    var refusals = new AtomicInteger(1);
    ScriptedReceiver.Script script =
        arrival -> {
          var later = new Response(ResponseCode.TOO_MANY_REQUESTS);
          later.getOptions().setMaxAge(2);
          return refusals.getAndDecrement() > 0 ? later : new Response(ResponseCode.CHANGED);
        };
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      awaitArrivals(receiver, 1);
      long refused = System.nanoTime();
      awaitArrivals(receiver, 2);
      assertThat(Duration.ofNanos(System.nanoTime() - refused))
          .isGreaterThan(Duration.ofMillis(1_900));
    }
  }

  @Test
  void receiver_thatIsNotThere_isFollowedByTheNextOfTheList() throws Exception {
    List<Bytes> items = filled.seal(Lane.TELEMETRY, 5, 100);
    int nobody;
    try (var gone = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll())) {
      nobody = gone.port();
    }
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll())) {
      String list = "127.0.0.1:%d,127.0.0.1:%d".formatted(nobody, receiver.port());
      var settings =
          new UplinkSettings(ReceiverAddress.parse(list), authority.issue(car.value()), 0);
      try (var uplink = new CoapUplink(settings, PolicyInbox.CLOSED, random)) {
        uplink.start(filled.outbox(), item -> true);
        assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
        assertThat(bodies(receiver, "i")).containsExactlyInAnyOrderElementsOf(items);
      }
    }
  }

  @Test
  void receiver_thatGoesAwayAfterTheHandshake_isFollowedByTheNextOfTheList() throws Exception {
    try (var first = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var second = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll())) {
      String list = "127.0.0.1:%d,127.0.0.1:%d".formatted(first.port(), second.port());
      var settings =
          new UplinkSettings(ReceiverAddress.parse(list), authority.issue(car.value()), 0);
      try (var uplink = new CoapUplink(settings, PolicyInbox.CLOSED, random)) {
        uplink.start(filled.outbox(), item -> true);
        filled.seal(Lane.TELEMETRY, 1, 100);
        assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
        first.crash();
        Bytes item = filled.seal(Lane.TELEMETRY, 1, 100).get(0);
        assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
        assertThat(bodies(second, "i")).contains(item);
      }
    }
  }

  @Test
  void limitOfBytesASecond_holdsBackDataButNotControl() throws Exception {
    filled.seal(Lane.TELEMETRY, 40, 1_000);
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll())) {
      var settings =
          new UplinkSettings(
              List.of(new ReceiverAddress("127.0.0.1", receiver.port())),
              authority.issue(car.value()),
              10_000);
      try (var uplink = new CoapUplink(settings, PolicyInbox.CLOSED, random)) {
        long started = System.nanoTime();
        uplink.start(filled.outbox(), item -> true);
        awaitArrivals(receiver, 5);
        Bytes urgent = filled.seal(Lane.CONTROL, 1, 1_000).get(0);
        assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
        // 40 items and the overhead are 46 kB, and the bucket holds 10 to begin with.
        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        assertThat(bodies(receiver, "i").indexOf(urgent)).isLessThan(30);
      }
    }
  }

  @Test
  void withdrawal_whileItemsWait_letsNoneOfThemOutAndTheAccountGoesFirst() throws Exception {
    List<Bytes> data = filled.seal(Lane.TELEMETRY, 64, 100);
    filled.seal(Lane.BULK, 20, 100 << 10);
    var open = new AtomicBoolean();
    ScriptedReceiver.Script script =
        arrival -> open.get() ? new Response(ResponseCode.CHANGED) : busy();
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      awaitArrivals(receiver, 1);
      assertThat(filled.outbox().purge(new Withdrawal("vehicle", "fleet"))).hasSize(84);
      Bytes account = filled.seal(Lane.CONTROL, 1, 10).get(0);
      open.set(true);
      while (!bodies(receiver, "i").contains(account)) {
        Thread.sleep(5);
      }
      Thread.sleep(300);
      assertThat(bodies(receiver, "i")).containsExactly(account).doesNotContainAnyElementsOf(data);
    }
  }

  @Test
  void chunkThatWasAcknowledged_isNotSentAgainAfterTheCarWasKilled() throws Exception {
    filled.seal(Lane.BULK, 12, 100 << 10);
    var taken = new AtomicInteger();
    ScriptedReceiver.Script script =
        arrival ->
            arrival.resource().equals("s") || taken.incrementAndGet() <= 5
                ? new Response(ResponseCode.CHANGED)
                : busy();
    List<Bytes> before;
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      while (uplink.progress().items() < 5) {
        Thread.sleep(2);
      }
      before = bodies(receiver, "i");
    }
    filled.crash();
    filled = new FilledOutbox(directory, car);
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      assertThat(before).hasSize(5);
      assertThat(bodies(receiver, "i")).hasSize(7).doesNotContainAnyElementsOf(before);
    }
  }

  @Test
  void item_refusedForGood_isGivenUpOnceAndTheOthersGoOn() throws Exception {
    List<Bytes> items = filled.seal(Lane.TELEMETRY, 10, 100);
    Bytes poison = items.get(4);
    ScriptedReceiver.Script script =
        arrival ->
            new Response(
                arrival.body().equals(poison) ? ResponseCode.BAD_REQUEST : ResponseCode.CHANGED);
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      while (uplink.progress().items() < 9) {
        Thread.sleep(5);
      }
      Thread.sleep(300);
      assertThat(filled.outbox().lost()).hasSize(1);
      assertThat(bodies(receiver, "i").stream().filter(poison::equals)).hasSize(1);
      assertThat(uplink.progress().refusals()).isEqualTo(1);
    }
  }

  @Test
  void vehicle_forbiddenAndThenEnrolled_losesNothing() throws Exception {
    List<Bytes> items = filled.seal(Lane.TELEMETRY, 5, 100);
    var enrolled = new AtomicBoolean();
    ScriptedReceiver.Script script =
        arrival -> new Response(enrolled.get() ? ResponseCode.CHANGED : ResponseCode.FORBIDDEN);
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port())) {
      uplink.start(filled.outbox(), item -> true);
      while (uplink.progress().refusals() < 1) {
        Thread.sleep(5);
      }
      assertThat(uplink.progress().trouble()).contains("does not accept this vehicle");
      assertThat(receiver.arrivals()).hasSizeLessThan(3);
      enrolled.set(true);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      assertThat(bodies(receiver, "i")).containsAll(items);
      assertThat(filled.outbox().lost()).isEmpty();
    }
  }

  @Test
  void receiver_restartedWithoutItsSessions_isFoundAgain() throws Exception {
    List<Bytes> items = filled.seal(Lane.BULK, 30, 100 << 10);
    Set<Bytes> acknowledged = new HashSet<>();
    int port;
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink = uplink(receiver.port())) {
      port = receiver.port();
      uplink.start(filled.outbox(), item -> true);
      awaitArrivals(receiver, 8);
      receiver.crash();
      acknowledged.addAll(bodies(receiver, "i"));
      try (var restarted = new ScriptedReceiver(server, port, ScriptedReceiver.acceptAll())) {
        assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
        acknowledged.addAll(bodies(restarted, "i"));
        assertThat(uplink.progress().connections()).isGreaterThan(1);
      }
    }
    assertThat(acknowledged).isEqualTo(Set.copyOf(items));
  }

  @Test
  void receiver_ofAnotherAuthorityOrHost_getsNothing() throws Exception {
    filled.seal(Lane.CONTROL, 1, 10);
    for (var identity :
        List.of(
            new Authority().issue("receiver", "127.0.0.1"),
            authority.issue("receiver", "10.1.2.3"))) {
      try (var receiver = new ScriptedReceiver(identity, 0, ScriptedReceiver.acceptAll());
          var uplink = uplink(receiver.port())) {
        uplink.start(filled.outbox(), item -> true);
        while (uplink.progress().trouble().isEmpty()) {
          Thread.sleep(5);
        }
        assertThat(receiver.arrivals()).isEmpty();
        assertThat(uplink.progress().trouble()).contains("cannot be reached");
      }
    }
    assertThat(filled.outbox().backlog().items()).isEqualTo(1);
  }

  @Test
  void bundles_thatTheReceiverHas_areFetchedInTheirOrderThoughNothingIsToBeSent() throws Exception {
    List<Bytes> bundles = List.of(bytes(150_000), bytes(20));
    var inbox = new Inbox(Integer.MAX_VALUE);
    ScriptedReceiver.Script script = arrival -> bundleAfter(arrival.body(), bundles);
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port(), inbox)) {
      uplink.start(filled.outbox(), item -> true);
      awaitArrivals(receiver, 3);
      assertThat(inbox.taken).isEqualTo(bundles);
      Thread.sleep(500);
      assertThat(receiver.arrivals()).hasSize(3);
    }
  }

  @Test
  void bundle_thatIsRefused_isNotFetchedAgainAtOnceAndTheItemsGoOn() throws Exception {
    filled.seal(Lane.TELEMETRY, 5, 100);
    var inbox = new Inbox(0);
    ScriptedReceiver.Script script =
        arrival ->
            arrival.resource().equals("p")
                ? bundleAfter(arrival.body(), List.of(bytes(20)))
                : new Response(ResponseCode.CHANGED);
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink = uplink(receiver.port(), inbox)) {
      uplink.start(filled.outbox(), item -> true);
      assertThat(filled.isEmptyWithin(LIMIT)).isTrue();
      Thread.sleep(500);
      assertThat(inbox.taken).hasSize(1);
      assertThat(bodies(receiver, "p")).hasSize(1);
    }
  }

  @Test
  void time_ofTheReceiver_isHeardOverTheSession() throws Exception {
    filled.seal(Lane.TELEMETRY, 1, 100);
    var times = new LinkedBlockingQueue<Instant>();
    try (var receiver = new ScriptedReceiver(server, 0, ScriptedReceiver.acceptAll());
        var uplink =
            new CoapUplink(
                new UplinkSettings("127.0.0.1", receiver.port(), authority.issue(car.value())),
                new Inboxes(PolicyInbox.CLOSED, ProofInbox.CLOSED, times::add),
                random,
                null)) {
      uplink.start(filled.outbox(), each -> true);

      assertThat(times.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ScriptedReceiver.TIME);
    }
  }

  @Test
  void proof_thatTheReceiverHas_isFetchedOverTheSameSession() throws Exception {
    Bytes item = filled.seal(Lane.TELEMETRY, 1, 100).get(0);
    Bytes proof = bytes(3_000);
    ScriptedReceiver.Script script =
        arrival -> {
          boolean asks = arrival.resource().equals("l");
          var answer = new Response(asks ? ResponseCode.CONTENT : ResponseCode.CHANGED);
          answer.setPayload(asks ? proof.toArray() : new byte[0]);
          return answer;
        };
    var inbox = new Proofs();
    try (var receiver = new ScriptedReceiver(server, 0, script);
        var uplink =
            new CoapUplink(
                new UplinkSettings("127.0.0.1", receiver.port(), authority.issue(car.value())),
                new Inboxes(PolicyInbox.CLOSED, inbox, time -> {}),
                random,
                null)) {
      uplink.start(filled.outbox(), each -> true);
      while (inbox.proofs.isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(inbox.acknowledged).containsExactly(item);
      assertThat(inbox.proofs).containsExactly(proof);
      String query = new String(bodies(receiver, "l").get(0).toArray(), StandardCharsets.UTF_8);
      assertThat(query).isEqualTo("item=1/TELEMETRY/0");
      assertThat(uplink.progress().connections()).isEqualTo(1);
    }
  }

  /** Asks once for the first item that was acknowledged. */
  private static final class Proofs implements ProofInbox {
    final List<Bytes> acknowledged = new CopyOnWriteArrayList<>();
    final List<Bytes> proofs = new CopyOnWriteArrayList<>();
    private boolean asked;

    @Override
    public void acknowledged(Bytes item) {
      acknowledged.add(item);
    }

    @Override
    public Optional<ProofQuestion> next() {
      if (asked || acknowledged.isEmpty()) {
        return Optional.empty();
      }
      asked = true;
      try {
        return Optional.of(new ProofQuestion.OfItem(Item.decode(acknowledged.get(0)).id()));
      } catch (WireFormatException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void answered(ProofQuestion question, @Nullable Bytes proof) {
      proofs.add(proof == null ? Bytes.EMPTY : proof);
    }
  }

  /** Accepts so many bundles, whose sequence numbers are 1, 2 and so on. */
  private static final class Inbox implements PolicyInbox {
    final List<Bytes> taken = new CopyOnWriteArrayList<>();
    private final int accepted;

    Inbox(int accepted) {
      this.accepted = accepted;
    }

    @Override
    public long newest() {
      return Math.min(taken.size(), accepted);
    }

    @Override
    public boolean take(Bytes tar) {
      taken.add(tar);
      return taken.size() <= accepted;
    }
  }

  private static Response bundleAfter(Bytes query, List<Bytes> bundles) {
    String text = new String(query.toArray(), StandardCharsets.UTF_8);
    int after = Integer.parseInt(text.substring("after=".length()));
    if (after >= bundles.size()) {
      return new Response(ResponseCode.VALID);
    }
    var response = new Response(ResponseCode.CONTENT);
    response.setPayload(bundles.get(after).toArray());
    return response;
  }

  private static Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Bytes.of(bytes);
  }

  private CoapUplink uplink(int port) throws Exception {
    return uplink(port, PolicyInbox.CLOSED);
  }

  private CoapUplink uplink(int port, PolicyInbox policies) throws Exception {
    var settings = new UplinkSettings("127.0.0.1", port, authority.issue(car.value()));
    return new CoapUplink(settings, policies, random);
  }

  private static Response busy() {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(1);
    return response;
  }

  private static List<Bytes> bodies(ScriptedReceiver receiver, String resource) {
    return receiver.arrivals().stream()
        .filter(arrival -> arrival.resource().equals(resource))
        .filter(arrival -> arrival.answer() != ResponseCode.SERVICE_UNAVAILABLE)
        .map(Arrival::body)
        .toList();
  }

  private static void awaitArrivals(ScriptedReceiver receiver, int count) throws Exception {
    while (receiver.arrivals().size() < count) {
      Thread.sleep(2);
    }
  }

  private static void assertManifestsFirst(List<Arrival> arrivals) throws Exception {
    Set<Digest> announced = new HashSet<>();
    for (Arrival arrival : arrivals) {
      if (arrival.resource().equals("s")) {
        announced.addAll(Segment.decode(SignedSegment.decode(arrival.body()).manifest()).items());
      } else {
        assertThat(announced)
            .as("manifest of %s", Item.decode(arrival.body()).id())
            .contains(Digest.of(arrival.body()));
      }
    }
  }
}
