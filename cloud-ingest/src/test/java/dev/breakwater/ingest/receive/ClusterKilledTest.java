package dev.breakwater.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.ingest.broker.BrokerNodeMain;
import dev.breakwater.ingest.broker.ChildJvm;
import dev.breakwater.ingest.broker.FreePorts;
import dev.breakwater.ingest.broker.TopicSetup;
import dev.breakwater.ingest.job.JobSettings;
import dev.breakwater.ingest.job.PolicyTexts;
import dev.breakwater.ingest.job.SealingCar;
import dev.breakwater.ingest.keys.DataKeys;
import dev.breakwater.ingest.onshore.IcebergStore;
import dev.breakwater.ingest.onshore.Part;
import dev.breakwater.ingest.onshore.Selection;
import dev.breakwater.ingest.pipeline.CloudDirectories;
import dev.breakwater.ingest.pipeline.ClusterJobs;
import dev.breakwater.ingest.pipeline.FlowStatus;
import dev.breakwater.ingest.pipeline.JobTuning;
import dev.breakwater.ingest.pipeline.MissingStateException;
import dev.breakwater.ingest.pipeline.RunningAppender;
import dev.breakwater.ingest.registry.VehicleRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distributed onshore side as processes on one machine: three brokers, a JobManager, two
 * TaskManagers, two receivers; one of each gets SIGKILL under load and comes back. Then the jobs
 * lose their checkpoints, under load too.
 */
@Tag("soak")
@SuppressWarnings("NullAway.Init") // startCluster sets them
final class ClusterKilledTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int BROKERS = 3;
  private static final int CARS = 3;
  private static final int ENOUGH = 60;

  @TempDir Path root;

  private final List<ChildJvm> brokers = new ArrayList<>();
  private final List<ChildJvm> receivers = new ArrayList<>();
  private final List<FlinkProcess> taskManagers = new ArrayList<>();
  private final Map<String, Integer> killed = new TreeMap<>();
  private FlinkProcess jobManager;
  private String servers;
  private String[] brokerPorts;
  private int[] receiverPorts;
  private int[] innerPorts;
  private Enrolment enrolment;
  private CloudDirectories directories;
  private URI rest;
  private volatile Map<String, String> states = Map.of();
  private volatile boolean looking = true;

  @Test
  void oneOfEachKilled_everyAcknowledgedItemIsStoredOnceAndLoggedOnce() throws Exception {
    startCluster();
    try (var jobs = jobs();
        var appender =
            RunningAppender.open(
                servers,
                SignerKey.generate("log.test", new SecureRandom()),
                directories,
                InstantSource.system(),
                new SecureRandom());
        var registry = new VehicleRegistry(servers, InstantSource.system())) {
      appender.start();
      Thread keeper = keeper(jobs);
      var traffic = new Traffic(enrolment, receiverPorts);
      traffic.start(registry, CARS);
      awaitFlow(traffic);
      System.out.println("kill  process        acknowledged    stored  flows again after");
      for (Victim victim : victims()) {
        replace(victim, traffic);
      }
      looking = false;
      keeper.join();
      loseCheckpoints(jobs);
      keeper = keeper(jobs);
      awaitFlow(traffic);
      traffic.finish();
      compare(traffic.acknowledged(), appender);
      looking = false;
      keeper.join();
    } finally {
      looking = false;
      stopAll();
    }
  }

  private Thread keeper(ClusterJobs jobs) {
    looking = true;
    Thread keeper = new Thread(() -> keep(jobs), "keeper");
    keeper.start();
    return keeper;
  }

  /** Without them the jobs start only when what they had done is found out. */
  private void loseCheckpoints(ClusterJobs jobs) throws Exception {
    jobs.cancel();
    await(() -> !jobStates().matches(".*(RUNNING|CANCELLING|RESTARTING).*"), "an end of the jobs");
    for (String name : List.of("admission", "store-writer")) {
      try (Stream<Path> files = Files.walk(directories.checkpoints().resolve(name))) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.out.println("checkpoints lost");
    assertThatThrownBy(jobs::keepRunning).isInstanceOf(MissingStateException.class);
    var keys = new DataKeys(directories.keys(), new SecureRandom());
    assertThat(jobs.rebuildFromStore(keys)).containsExactly("admission", "store-writer");
    assertThat(jobs.rebuildFromStore(keys)).isEmpty();
  }

  private String jobStates() throws Exception {
    var request = HttpRequest.newBuilder(rest.resolve("/jobs")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private interface Start {
    void start(int index) throws IOException;
  }

  private record Victim(String name, int index, Runnable kill, Start start) {}

  /** One of each kind, or as many of random processes as the system property {@code kills} says. */
  private List<Victim> victims() {
    int count = Integer.getInteger("kills", 0);
    var random = new Random(1);
    List<Victim> all = all();
    return count == 0
        ? all.stream().filter(victim -> victim.index() == 0).toList()
        : random.ints(count, 0, all.size()).mapToObj(all::get).toList();
  }

  private List<Victim> all() {
    List<Victim> all = new ArrayList<>();
    for (int i = 0; i < receivers.size(); i++) {
      int index = i;
      all.add(new Victim("receiver", i, () -> receivers.get(index).kill(), this::startReceiver));
    }
    for (int i = 0; i < BROKERS; i++) {
      int index = i;
      all.add(new Victim("broker", i, () -> brokers.get(index).kill(), this::startBroker));
    }
    for (int i = 0; i < taskManagers.size(); i++) {
      int index = i;
      all.add(
          new Victim("taskmanager", i, () -> taskManagers.get(index).close(), this::startTasks));
    }
    all.add(new Victim("jobmanager", 0, () -> jobManager.close(), index -> startJobManager()));
    return all;
  }

  /** Kills one process, starts it again and waits until everything flows; prints one row. */
  private void replace(Victim victim, Traffic traffic) throws Exception {
    long before = System.nanoTime();
    victim.kill().run();
    victim.start().start(victim.index());
    awaitFlow(traffic);
    killed.merge(victim.name(), 1, Integer::sum);
    System.out.printf(
        "%4d  %-12s %d %12d %9d %14.1f s%n",
        killed.values().stream().mapToInt(Integer::intValue).sum(),
        victim.name(),
        victim.index(),
        traffic.acknowledged().size(),
        rows(),
        (System.nanoTime() - before) / 1e9);
  }

  private void startCluster() throws IOException, InterruptedException {
    directories = new CloudDirectories(root.resolve("cloud"));
    Files.createDirectories(directories.root());
    enrolment = new Enrolment(root);
    brokerPorts =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> FreePorts.tcp() + ":" + FreePorts.tcp())
            .toArray(String[]::new);
    servers =
        List.of(brokerPorts).stream()
            .map(ports -> "127.0.0.1:" + ports.split(":", -1)[0])
            .collect(Collectors.joining(","));
    for (int i = 0; i < BROKERS; i++) {
      startBroker(i);
    }
    makeTopics();
    IcebergStore.open(directories.store()).close();
    int restPort = FreePorts.tcp();
    rest = URI.create("http://127.0.0.1:" + restPort);
    FlinkProcess.configure(root.resolve("flink"), FreePorts.tcp(), restPort);
    startJobManager();
    startTasks(0);
    startTasks(1);
    receiverPorts = new int[] {FreePorts.udp(), FreePorts.udp()};
    innerPorts = new int[] {FreePorts.udp(), FreePorts.udp()};
    startReceiver(0);
    startReceiver(1);
  }

  /** The brokers take a while to find each other. */
  private void makeTopics() throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        TopicSetup.apply(servers, (short) BROKERS, 4);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private void startBroker(int index) throws IOException {
    String[] arguments = new String[2 + BROKERS];
    arguments[0] = root.resolve("broker" + index).toString();
    arguments[1] = String.valueOf(index + 1);
    System.arraycopy(brokerPorts, 0, arguments, 2, BROKERS);
    // A controller alone is not ready before a second one is there.
    put(
        brokers,
        index,
        ChildJvm.launch(BrokerNodeMain.class, root.resolve("broker.log"), arguments));
    tell("broker " + index, brokers.get(index).pid());
  }

  private void startReceiver(int index) throws IOException {
    put(
        receivers,
        index,
        ChildJvm.start(
            ReceiverMain.class,
            root.resolve("receiver.log"),
            root.toString(),
            directories.keys().toString(),
            servers,
            String.valueOf(index + 1),
            String.valueOf(receiverPorts[index]),
            String.valueOf(innerPorts[0]),
            String.valueOf(innerPorts[1])));
    tell("receiver " + index, receivers.get(index).pid());
  }

  private void startJobManager() throws IOException {
    jobManager = FlinkProcess.jobManager(root.resolve("flink"), root.resolve("jobmanager.log"));
    tell("jobmanager", jobManager.pid());
  }

  private void startTasks(int index) throws IOException {
    put(
        taskManagers,
        index,
        FlinkProcess.taskManager(root.resolve("flink"), root.resolve("tasks.log")));
    tell("taskmanager " + index, taskManagers.get(index).pid());
  }

  private static <T> void put(List<T> all, int index, T one) {
    if (index < all.size()) {
      all.set(index, one);
    } else {
      all.add(one);
    }
  }

  private static void tell(String what, long pid) {
    System.out.println(what + " has pid " + pid);
  }

  private ClusterJobs jobs() throws IOException {
    var settings =
        new JobSettings(
            servers,
            Set.of(SealingCar.MODEL),
            JobSettings.PRE_TRIGGER,
            PolicyTexts.NONE,
            directories.keys());
    var tuning = new JobTuning(Duration.ofSeconds(2), 2, JobTuning.HASHMAP);
    return ClusterJobs.open(rest, settings, directories, tuning);
  }

  private void keep(ClusterJobs jobs) {
    while (looking) {
      try {
        states = jobs.keepRunning();
        Thread.sleep(1000);
      } catch (IOException e) {
        states = Map.of("unknown", String.valueOf(e.getMessage()));
      } catch (MissingStateException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Waits until more is acknowledged, and more is stored, than now; both jobs run. */
  private void awaitFlow(Traffic traffic) {
    try {
      int enough = traffic.acknowledged().size() + ENOUGH;
      await(() -> traffic.acknowledged().size() > enough, "acknowledgements");
      long rows = rows();
      await(() -> rows() > rows, "rows");
      await(() -> states.values().stream().allMatch("RUNNING"::equals), "jobs");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private interface Question {
    boolean holds() throws Exception;
  }

  private void await(Question question, String what) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!question.holds()) {
      assertThat(System.nanoTime()).as("%s in time; jobs %s", what, states).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private long rows() throws IOException {
    try (var store = IcebergStore.open(directories.store())) {
      return store.count(Part.ITEMS);
    }
  }

  private void compare(Set<String> acknowledged, RunningAppender appender) throws Exception {
    await(
        () -> rows() >= acknowledged.size() && appender.progress().size() > acknowledged.size(),
        "everything stored and logged");
    FlowStatus status = FlowStatus.measure(servers, directories);
    System.out.printf(
        "kills %s: acknowledged %d, stored %d, quarantined %d, refused 0, log entries %d%n",
        killed,
        acknowledged.size(),
        status.storedRows(),
        status.quarantinedRows(),
        status.logSize());
    List<String> items = new ArrayList<>();
    try (var store = IcebergStore.open(directories.store())) {
      store.each(Selection.all(Part.ITEMS), row -> items.add(row.item()));
    }
    assertThat(items).doesNotHaveDuplicates();
    assertThat(new HashSet<>(items)).isEqualTo(acknowledged);
    assertThat(status.quarantinedRows()).isZero();
    // The first entry says which policy decides.
    assertThat(appender.progress().size()).isEqualTo(acknowledged.size() + 1L);
  }

  private void stopAll() {
    receivers.forEach(ChildJvm::close);
    taskManagers.forEach(FlinkProcess::close);
    if (jobManager != null) {
      jobManager.close();
    }
    brokers.forEach(ChildJvm::close);
  }
}
