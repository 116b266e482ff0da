package dev.breakwater.ingest.job;

import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.keys.TestCiphers;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.bundle.PoliciesInForce;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Item;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.RawRecord;
import dev.breakwater.wire.Segment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the admission of an item costs, by stage, without Flink and Kafka: one thread, state in
 * memory. Each stage is timed by a pass over all items, the last of several. Argument: items.
 */
final class AdmissionStages {
  private static final int PASSES = 5;

  private final List<Bytes> records = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final SealingCar car = new SealingCar(1, System.currentTimeMillis());
  private final ItemCipher cipher;
  private int items;

  private AdmissionStages(Path keys) {
    this.cipher = TestCiphers.on(keys);
  }

  private interface Pass {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    var stages = new AdmissionStages(Files.createTempDirectory("stages"));
    stages.fill(Integer.parseInt(args[0]));
    stages.print();
  }

  private void fill(int wanted) throws Exception {
    while (items < wanted) {
      List<Item> batch = car.signals(Segment.MAX_ITEMS);
      records.add(
          RawRecord.plain(RawRecord.Kind.SEGMENT, car.vehicle(), car.seal(batch).encode())
              .encode());
      for (Item each : batch) {
        records.add(cipher.seal(each, each.encode()).encode());
      }
      items += batch.size();
    }
  }

  private void print() throws Exception {
    double decoded = nanos(this::decode);
    double opened = nanos(this::open);
    double admitted = nanos(this::admit);
    double encoded = nanos(() -> outcomes.forEach(Outcome::encode));
    double all = decoded + admitted + encoded;
    line("record decoded", decoded, all);
    line("item opened, decoded, its label compared", opened, all);
    line("segments verified, gaps, policy, content", admitted - opened, all);
    line("outcome encoded", encoded, all);
    line("together", all, all);
  }

  private static void line(String stage, double nanos, double all) {
    System.out.printf(
        Locale.ROOT, "%-42s %8.2f us an item %5.0f %%%n", stage, nanos / 1000, 100 * nanos / all);
  }

  private double nanos(Pass pass) throws Exception {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < PASSES; i++) {
      long started = System.nanoTime();
      pass.run();
      best = Math.min(best, System.nanoTime() - started);
    }
    return (double) best / items;
  }

  private void decode() {
    arrivals.clear();
    long now = System.currentTimeMillis();
    records.forEach(each -> arrivals.add(Arrival.of(each, now)));
  }

  private void open() throws Exception {
    var reader = new DeliveryReader(cipher);
    for (Arrival each : arrivals) {
      if (each.label() != null) {
        reader.read(each);
      }
    }
  }

  private void admit() throws Exception {
    outcomes.clear();
    var policies = new PoliciesInForce(PolicyEngine.compile(PolicyPack.cnAuto()));
    var admission =
        new Admission(
            AdmissionTest.ledger(),
            policies,
            null,
            Set.of(SealingCar.MODEL),
            Duration.ofMinutes(10),
            cipher);
    for (Arrival each : arrivals) {
      admission.admit(each, car.enrolled()).ifPresent(outcomes::add);
    }
  }
}
