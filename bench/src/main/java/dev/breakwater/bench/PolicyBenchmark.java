package dev.breakwater.bench;

import dev.breakwater.policy.Decision;
import dev.breakwater.policy.PolicyEngine;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.catalog.DataKind;
import dev.breakwater.policy.rule.Facts;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.wire.Bytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long the policy takes for one answer, and for getting ready with 1,000 rules. */
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicyBenchmark {
  private static final int QUESTIONS = 1 << 18;
  private static final long SEED = 5;

  /** Questions of the fleet, which come again only after all others came. */
  @State(Scope.Thread)
  public static class Traffic {
    final PolicyEngine engine =
        PolicyEngine.compile(ManyRules.read(ManyRules.text(), ManyRules.catalog()));
    final Request[] all;
    final Request[] asking;
    final Request[] ready;
    private int next;

    public Traffic() {
      var fleet = new Fleet(SEED);
      all = Stream.generate(fleet::next).limit(QUESTIONS).toArray(Request[]::new);
      asking = Arrays.stream(all).filter(each -> !engine.isReady(each)).toArray(Request[]::new);
      ready = Arrays.stream(all).filter(engine::isReady).toArray(Request[]::new);
    }

    Request next(Request[] of) {
      next = next + 1 < of.length ? next + 1 : 0;
      return of[next];
    }
  }

  /** What an engine is made of. */
  @State(Scope.Thread)
  public static class Files {
    final Bytes text = ManyRules.text();
    final Catalog catalog = ManyRules.catalog();
  }

  /** One answer to whatever the fleet asks. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Decision answer(Traffic traffic) {
    return traffic.engine.decide(traffic.next(traffic.all));
  }

  /** One answer that was prepared. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Decision answerThatIsReady(Traffic traffic) {
    return traffic.engine.decide(traffic.next(traffic.ready));
  }

  /** One answer to a question whose item has to be asked. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Decision answerThatAsks(Traffic traffic) {
    return traffic.engine.decide(traffic.next(traffic.asking));
  }

  /** From a file's bytes to an engine, in a process that has read no other. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(value = 5, jvmArgsAppend = "-Xmx1g")
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public PolicyEngine loadFirst(Files files) {
    return PolicyEngine.compile(ManyRules.read(files.text, files.catalog));
  }

  /** The same in a process that has read others. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 10)
  @Measurement(iterations = 10)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public PolicyEngine loadAgain(Files files) {
    return PolicyEngine.compile(ManyRules.read(files.text, files.catalog));
  }

  /** Says what getting ready costs on a busy machine, too, and what the traffic is. */
  public static void main(String[] args) {
    var files = new Files();
    long first = processorMillis(files);
    long again = LongStream.generate(() -> processorMillis(files)).limit(20).min().orElseThrow();
    System.out.printf(
        "getting ready, of this thread's processor time: %d ms first, %d ms again (best of 20)%n",
        first, again);
    var traffic = new Traffic();
    int[] applying =
        Arrays.stream(traffic.all)
            .limit(20_000)
            .mapToInt(each -> applying(traffic, each))
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "%d rules; of each answer %d to %d apply; answers that are ready: %.1f %%%n",
        traffic.engine.pack().rules().size(),
        Arrays.stream(applying).min().orElseThrow(),
        Arrays.stream(applying).max().orElseThrow(),
        100.0 * traffic.ready.length / traffic.all.length);
  }

  private static long processorMillis(Files files) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    PolicyEngine.compile(ManyRules.read(files.text, files.catalog));
    return TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - before);
  }

  private static int applying(Traffic traffic, Request request) {
    DataKind kind = traffic.engine.pack().catalog().kind(request.category()).orElseThrow();
    Facts facts = variable -> (variable.isOfCatalog() ? kind : request).value(variable);
    return (int)
        traffic.engine.pack().rules().stream()
            .filter(rule -> rule.speaksOf(request.stage(), request.category()))
            .filter(rule -> rule.consents().contains(request.consent()))
            .filter(rule -> rule.inForce().contains(request.at()))
            .filter(rule -> rule.holds(facts))
            .count();
  }
}
