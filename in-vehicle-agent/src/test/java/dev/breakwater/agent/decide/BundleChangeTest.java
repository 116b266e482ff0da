package dev.breakwater.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.Laws;
import dev.breakwater.agent.consent.Consents;
import dev.breakwater.policy.bundle.AcceptedBundle;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time is the number of the item: thread after thread takes the next second. */
@DisplayName("Each act is judged by the law in force when it happens")
class BundleChangeTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
  private static final int THREADS = 4;
  private static final int SECONDS = 20_000;
  private static final int FIRST_CHANGE = 5_000;
  private static final int SECOND_CHANGE = 12_000;

  /** The longest time for which a captured item waits until it is sent. */
  private static final int LONGEST_WAIT = 4_000;

  // The online car gets both changes on the way; the offline car has had them before, asleep, and
  // hears of nothing.
  private final PoliciesInForce online = Laws.builtIn();
  private final PoliciesInForce offline = Laws.builtIn();
  private final CountDownLatch secondArrived = new CountDownLatch(1);
  private final CountDownLatch firstChangePassed = new CountDownLatch(1);
  private final CountDownLatch thirdArrived = new CountDownLatch(1);

  @Test
  @DisplayName(
      "a bundle change under load, with one car offline over its effective instant, decides every"
          + " item by the right pack")
  void bundleChange_underLoadWithOneCarOfflineOverItsInstant_decidesEveryItemByTheRightPack()
      throws Exception {
    Laws.accept(online, Laws.tar(1, START));
    Laws.accept(offline, Laws.tar(1, START));
    Laws.accept(offline, Laws.tar(2, second(FIRST_CHANGE)));
    Laws.accept(offline, Laws.tar(3, second(SECOND_CHANGE)));

    var pool = Executors.newFixedThreadPool(2 * THREADS);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(pool.submit(driving(online, i)));
        results.add(pool.submit(driving(offline, i)));
      }
      AcceptedBundle second = Laws.accept(online, Laws.tar(2, second(FIRST_CHANGE)));
      secondArrived.countDown();
      firstChangePassed.await();
      AcceptedBundle third = Laws.accept(online, Laws.tar(3, second(SECOND_CHANGE)));
      thirdArrived.countDown();
      int decided = 0;
      for (Future<Integer> each : results) {
        decided += each.get();
      }
      assertThat(decided).isEqualTo(2 * SECONDS);
      assertThat(digestAt(offline, SECOND_CHANGE - 1)).isEqualTo(second.digest());
      assertThat(digestAt(offline, SECOND_CHANGE)).isEqualTo(third.digest());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Captures an item in every fourth second and sends it later. */
  private Callable<Integer> driving(PoliciesInForce policies, int thread) {
    return () -> {
      var random = new Random(thread);
      int decided = 0;
      for (int captured = thread; captured < SECONDS; captured += THREADS) {
        awaitBundles(captured);
        assertDecided(policies, captured, captured + random.nextInt(LONGEST_WAIT));
        decided++;
      }
      return decided;
    };
  }

  /** A bundle arrives at any time before its instant, while others decide. */
  private void awaitBundles(int captured) throws InterruptedException {
    if (captured + LONGEST_WAIT >= FIRST_CHANGE) {
      secondArrived.await();
    }
    if (captured >= FIRST_CHANGE) {
      firstChangePassed.countDown();
    }
    if (captured + LONGEST_WAIT >= SECOND_CHANGE) {
      thirdArrived.await();
    }
  }

  private static void assertDecided(PoliciesInForce policies, int captured, int sent) {
    var decider = new Decider(policies, new Consents(Map.of()), () -> second(sent));

    Cleared cleared =
        decider
            .collect(Laws.SPEED, "test", second(captured))
            .pass(second(captured), BundleChangeTest::unexpected)
            .flatMap(
                collected ->
                    decider
                        .offboard(collected, Laws.SPEED)
                        .pass(second(captured), BundleChangeTest::unexpected))
            .orElseThrow();

    assertThat(cleared.rules())
        .as("captured in second %d, sent in second %d", captured, sent)
        .isEqualTo(
            Stream.of(lawOf(captured), lawOf(sent)).distinct().map(n -> "law-" + n).toList());
    assertThat(cleared.policy()).isEqualTo(digestAt(policies, sent));
  }

  private static void unexpected(Object statement) {
    throw new AssertionError(statement);
  }

  private static long lawOf(int second) {
    return 1 + LongStream.of(FIRST_CHANGE, SECOND_CHANGE).filter(each -> second >= each).count();
  }

  private static Digest digestAt(PoliciesInForce policies, int second) {
    return policies.bundleAt(second(second)).orElseThrow().digest();
  }

  private static Instant second(int number) {
    return START.plusSeconds(number);
  }
}
