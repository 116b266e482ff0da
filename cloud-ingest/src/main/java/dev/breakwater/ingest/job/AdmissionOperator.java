package dev.breakwater.ingest.job;

import dev.breakwater.ingest.bundle.PublishedBundles;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.keys.ItemCipher;
import dev.breakwater.ingest.registry.KnownVehicles;
import dev.breakwater.ingest.stream.Arrival;
import dev.breakwater.ingest.stream.Decided;
import dev.breakwater.ingest.stream.StateType;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.compare.Shadow;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Outcome;
import dev.breakwater.wire.VehicleRecord;
import dev.breakwater.wire.VehicleRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the {@link Admission} of each vehicle on its own state. Keyed by vehicle, not by chain: a
 * tombstone of the control lane closes a gap of another.
 *
 * <p>The registry and the policy bundles are read in full before the first arrival. The receiver
 * accepts enrolled vehicles only, so the row of a vehicle nobody knows here is on its way: what it
 * sends waits a moment.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class AdmissionOperator extends KeyedProcessFunction<String, Arrival, Outcome> {
  /** The most arrivals of one vehicle that wait for its row. */
  static final int MAX_WAITING = 1024;

  static final Duration MAX_WAIT = Duration.ofSeconds(10);

  /** In memory beside the state: about 7 MB of heads, 5 MB of gaps, 1 MB of vehicles. */
  private static final int RECENT_HEADS = 1 << 10;

  private static final int RECENT_GAPS = 1 << 14;
  private static final int RECENT_VEHICLES = 1 << 14;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final Duration SHADOW_INTERVAL = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(AdmissionOperator.class);
  private static final long serialVersionUID = 1L;

  private final String bootstrapServers;
  private final ArrayList<String> models;
  private final Duration preTrigger;
  private final PolicyTexts policies;
  private final String keys;

  /** File of a {@link Decided}; empty if there is none. */
  private final String decided;

  private transient KnownVehicles vehicles;
  private transient PublishedBundles bundles;
  private transient @Nullable Shadow shadow;
  private transient long shadowReportedMillis;
  private transient Admission admission;
  private transient ListState<Arrival> waiting;
  private transient ValueState<Integer> waitingCount;
  private transient ValueState<Long> waitingUntil;

  /** Vehicles of which nothing waits: their state need not be asked. */
  private transient Set<String> settled;

  AdmissionOperator(JobSettings settings, @Nullable Path decided) {
    this.bootstrapServers = settings.bootstrapServers();
    this.models = new ArrayList<>(settings.models().stream().map(Digest::hex).sorted().toList());
    this.preTrigger = settings.preTrigger();
    this.policies = settings.policies();
    this.keys = settings.keys().toString();
    this.decided = decided == null ? "" : decided.toString();
  }

  @Override
  public void open(OpenContext context) throws IOException, InvalidSourceException {
    Set<Digest> pinned = models.stream().map(Digest::ofHex).collect(Collectors.toSet());
    bundles =
        PublishedBundles.open(
            bootstrapServers, policies.keys(), "the pinned policy keys", TOPIC_LIMIT);
    shadow = shadow();
    if (shadow != null) {
      getRuntimeContext().addAccumulator(ShadowLines.NAME, new ShadowLines(shadow));
    }
    var random = new SecureRandom();
    var cipher = new ItemCipher(new DataKeys(Path.of(keys), random), random);
    admission = new Admission(ledger(), bundles.policies(), shadow, pinned, preTrigger, cipher);
    var state = getRuntimeContext();
    waiting = state.getListState(new ListStateDescriptor<>("waiting", StateType.ARRIVAL));
    waitingCount = state.getState(new ValueStateDescriptor<>("waiting-count", Types.INT));
    waitingUntil = state.getState(new ValueStateDescriptor<>("waiting-until", Types.LONG));
    settled = Collections.newSetFromMap(new Recent<>(RECENT_VEHICLES));
    vehicles = KnownVehicles.open(bootstrapServers, TOPIC_LIMIT);
  }

  private @Nullable Shadow shadow() throws InvalidSourceException {
    if (policies.shadow().isEmpty()) {
      return null;
    }
    Bytes yaml = Bytes.of(policies.shadow().getBytes(StandardCharsets.UTF_8));
    var pack = PolicyPack.load(yaml, "the shadow policy", Catalog.cn());
    return Shadow.of(PolicyEngine.compile(pack));
  }

  /** Reads of the file what concerns the vehicles of this task. */
  private Decided decided() throws IOException {
    if (decided.isEmpty()) {
      return new Decided();
    }
    var task = getRuntimeContext().getTaskInfo();
    int all = task.getNumberOfParallelSubtasks();
    int most = task.getMaxNumberOfParallelSubtasks();
    return Decided.read(
        Path.of(decided),
        vehicle ->
            KeyGroupRangeAssignment.assignKeyToParallelOperator(vehicle, most, all)
                == task.getIndexOfThisSubtask());
  }

  private Ledger ledger() throws IOException {
    return new Ledger(
        new RecentRows<>(table("heads", StateType.CHAIN_ID, StateType.CHAIN_HEAD), RECENT_HEADS),
        new RecentRows<>(table("gaps", StateType.ITEM_ID, StateType.GAP), RECENT_GAPS),
        table("lost", StateType.ITEM_ID, StateType.DIGEST),
        table("chunks", StateType.CHUNK_ID, StateType.DIGEST),
        table("withdrawn", Types.STRING, StateType.WITHDRAWN),
        decided());
  }

  private <K, V> StateTable<K, V> table(
      String name, TypeInformation<K> key, TypeInformation<V> value) {
    return new StateTable<>(
        getRuntimeContext().getMapState(new MapStateDescriptor<>(name, key, value)));
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Outcome> out)
      throws Exception {
    VehicleRecord vehicle = find(arrival.peer());
    boolean unreadable = arrival.kind().equals(Arrival.UNREADABLE);
    if (vehicle == null && !unreadable && waits() < MAX_WAITING) {
      await(arrival, context);
    } else {
      if (!settled.contains(arrival.peer())) {
        admitWaiting(vehicle, out);
        settled.add(arrival.peer());
      }
      admit(arrival, vehicle, out);
      reportShadow(context.timerService().currentProcessingTime());
    }
  }

  private void reportShadow(long nowMillis) {
    if (shadow != null && nowMillis - shadowReportedMillis >= SHADOW_INTERVAL.toMillis()) {
      shadow.report().lines().forEach(log::info);
      shadowReportedMillis = nowMillis;
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Outcome> out)
      throws Exception {
    VehicleRecord vehicle = find(context.getCurrentKey());
    Long until = waitingUntil.value();
    if (until == null) {
      return;
    }
    if (vehicle != null || timestamp >= until) {
      admitWaiting(vehicle, out);
    } else {
      lookAgain(context);
    }
  }

  private int waits() throws IOException {
    Integer count = waitingCount.value();
    return count == null ? 0 : count;
  }

  private void await(Arrival arrival, Context context) throws Exception {
    if (waitingUntil.value() == null) {
      waitingUntil.update(context.timerService().currentProcessingTime() + MAX_WAIT.toMillis());
      lookAgain(context);
    }
    settled.remove(arrival.peer());
    waiting.add(arrival);
    waitingCount.update(waits() + 1);
  }

  private static void lookAgain(Context context) {
    var timers = context.timerService();
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + LOOK_AGAIN.toMillis());
  }

  private void admitWaiting(@Nullable VehicleRecord vehicle, Collector<Outcome> out)
      throws Exception {
    if (waitingUntil.value() == null) {
      return;
    }
    for (Arrival arrival : waiting.get()) {
      admit(arrival, vehicle, out);
    }
    waiting.clear();
    waitingCount.clear();
    waitingUntil.clear();
  }

  private void admit(Arrival arrival, @Nullable VehicleRecord vehicle, Collector<Outcome> out)
      throws IOException {
    admission.admit(arrival, vehicle).ifPresent(out::collect);
  }

  private @Nullable VehicleRecord find(String peer) {
    return peer.isEmpty() ? null : vehicles.find(new VehicleRef(peer)).orElse(null);
  }

  @Override
  public void close() {
    if (shadow != null) {
      shadow.report().lines().forEach(log::info);
    }
    if (vehicles != null) {
      vehicles.close();
    }
    if (bundles != null) {
      bundles.close();
    }
  }
}
