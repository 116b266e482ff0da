package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.agent.consent.Consents;
import dev.breakwater.agent.consent.Erasures;
import dev.breakwater.agent.decide.Decider;
import dev.breakwater.agent.outbox.MemoryStorage;
import dev.breakwater.agent.outbox.Outbox;
import dev.breakwater.agent.outbox.PendingSegment;
import dev.breakwater.agent.proof.LogQuestions;
import dev.breakwater.agent.proof.Unlogged;
import dev.breakwater.agent.seal.Sealer;
import dev.breakwater.agent.uplink.ProofQuestion;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.ChainId;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.ItemId;
import dev.breakwater.wire.Lane;
import dev.breakwater.wire.RunningSoftware;
import dev.breakwater.wire.RunningSoftware.RunningModel;
import dev.breakwater.wire.UnloggedItem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationsTest {
  private static final Digest MODEL = Digest.of(new byte[] {1});
  private static final ChainId CHAIN = new ChainId(TestCar.VEHICLE, 1, Lane.TELEMETRY);

  @TempDir Path home;
  private final MemoryStorage storage = new MemoryStorage();
  private final SignerKey log = SignerKey.generate("log.example", new SecureRandom());
  private final PoliciesInForce policies = Laws.builtIn();
  private TestCar car;

  @BeforeEach
  void makeCar() throws IOException {
    car = new TestCar(home);
  }

  @Test
  void item_thatTheLogDoesNotHave_isSealedOnce_whateverIsRestartedAndWhen() throws Exception {
    miss(questions(), 7);
    try (Outbox outbox = car.open(storage)) {
      tell(outbox, accounts(), false);
    }
    for (int start = 0; start < 3; start++) {
      try (Outbox outbox = car.open(storage)) {
        tell(outbox, accounts(), true);
        assertThat(items(outbox, Lane.INCIDENT)).hasSize(1);
      }
    }
    miss(questions(), 8);
    try (Outbox outbox = car.open(storage)) {
      Accounts accounts = accounts();
      tell(outbox, accounts, true);
      tell(outbox, accounts, true);

      List<Item> told = items(outbox, Lane.INCIDENT);
      assertThat(told).extracting(Item::category).containsOnly(UnloggedItem.CATEGORY);
      assertThat(told)
          .extracting(item -> UnloggedItem.decode(item.payload()).number())
          .containsExactly(7L, 8L);
      assertThat(accounts.unlogged().after(0)).as("forgotten once it is durable").isEmpty();
    }
  }

  @Test
  void software_isToldWhenItChanges_andNotWhenItIsStartedAgain() throws Exception {
    RunningSoftware first = software(Digest.ZERO, 1);
    RunningSoftware certified = software(MODEL, 3);
    try (Outbox outbox = car.open(storage)) {
      tell(outbox, new Accounts(first, Unlogged.NONE, Erasures.NONE), true);
      tell(outbox, new Accounts(software(Digest.ZERO, 2), Unlogged.NONE, Erasures.NONE), true);
    }
    try (Outbox outbox = car.open(storage)) {
      for (RunningSoftware each : List.of(first, certified, certified, first)) {
        tell(outbox, new Accounts(each, Unlogged.NONE, Erasures.NONE), true);
      }
      assertThat(items(outbox, Lane.CONTROL))
          .extracting(item -> RunningSoftware.decode(item.payload()))
          .containsExactly(first, certified, first);
    }
  }

  @Test
  void account_thatTheLawInForceDoesNotKnow_waitsForOneThatDoes() throws Exception {
    Instant change = Instant.ofEpochMilli(car.millis.get()).plus(Duration.ofDays(3));
    Laws.accept(policies, Laws.tarBefore(1, Instant.EPOCH, List.of("unlogged", "software")));
    Laws.accept(policies, Laws.tar(2, change));
    miss(questions(), 7);
    try (Outbox outbox = car.open(storage)) {
      var accounts = new Accounts(software(MODEL, 1), questions().unlogged(), Erasures.NONE);
      var declarations = new Declarations(accounts, outbox);
      Sealer sealer = sealer(outbox);
      declarations.tell(sealer);
      assertThat(sealer.commit()).isTrue();
      assertThat(items(outbox, Lane.INCIDENT)).isEmpty();

      car.pass(Duration.ofDays(5));
      declarations.tell(sealer);
      assertThat(sealer.commit()).isTrue();

      assertThat(items(outbox, Lane.INCIDENT)).hasSize(1);
      assertThat(items(outbox, Lane.CONTROL))
          .extracting(Item::category)
          .contains(RunningSoftware.CATEGORY);
    }
  }

  private static RunningSoftware software(Digest certificate, long fromMillis) {
    return new RunningSoftware(
        "1.0", Digest.ZERO, List.of(new RunningModel(MODEL, certificate)), fromMillis);
  }

  private void tell(Outbox outbox, Accounts accounts, boolean commits) throws IOException {
    Sealer sealer = sealer(outbox);
    new Declarations(accounts, outbox).tell(sealer);
    if (commits) {
      assertThat(sealer.commit()).isTrue();
    }
  }

  private Sealer sealer(Outbox outbox) {
    var decider = new Decider(policies, new Consents(Map.of()), car.clocks().wall());
    return new Sealer(outbox, decider, car.vault, car.clocks());
  }

  private Accounts accounts() throws IOException {
    return new Accounts(null, questions().unlogged(), Erasures.NONE);
  }

  private LogQuestions questions() throws IOException {
    return LogQuestions.open(
        home.resolve("sample"),
        home.resolve("receipts"),
        log.verifierKey(),
        car.clocks().wall(),
        () -> 0);
  }

  /** Has an item acknowledged, and a day later the log does not have it. */
  private void miss(LogQuestions questions, long number) throws IOException {
    var id = new ItemId(CHAIN, number);
    var item = new Item(id, "vehicle.speed", "fleet", 5, null, 0, List.of("r"), Bytes.EMPTY);
    questions.acknowledged(item.encode());
    car.pass(Duration.ofDays(1));
    questions.answered(new ProofQuestion.OfItem(id), null);
  }

  private static List<Item> items(Outbox outbox, Lane lane) throws Exception {
    List<Item> items = new ArrayList<>();
    for (PendingSegment segment : outbox.pending(lane, 100)) {
      for (ItemId id : segment.items()) {
        items.add(Item.decode(outbox.item(id)));
      }
    }
    return items;
  }
}
