package dev.breakwater.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much memory a drive takes, looked at ten times while items arrive, after a collection. */
final class MemoryCourse {
  private static final int LOOKS = 10;
  private static final long MIB = 1 << 20;

  /** How much more of the heap may be used at any look than at the third. */
  private static final long HEAP_SLACK_MIB = 16;

  /** The same of the memory of the process, which the system counts in larger steps. */
  private static final long RESIDENT_SLACK_MIB = 96;

  private final CountingUplink uplink;
  private final List<Long> heapMib = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> residentMib = Collections.synchronizedList(new ArrayList<>());

  MemoryCourse(CountingUplink uplink) {
    this.uplink = uplink;
  }

  /** Begins to look, each time another tenth of the items has arrived. */
  void expect(long items) {
    var watch = new Thread(() -> watch(items), "memory-course");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch(long items) {
    try {
      for (int look = 1; look < LOOKS; look++) {
        while (uplink.all() < items * look / LOOKS) {
          Thread.sleep(50);
        }
        System.gc();
        heapMib.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB);
        residentMib.add(resident());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  void print(String result) {
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        "%s; %.0f s of processor time; heap after a collection %s MiB, resident %s MiB%n",
        result, process.getProcessCpuTime() / 1e9, heapMib, residentMib);
  }

  void assertLevel() {
    assertThat(heapMib).hasSize(LOOKS - 1);
    assertThat(heapMib.subList(2, LOOKS - 1))
        .allMatch(each -> each <= heapMib.get(2) + HEAP_SLACK_MIB);
    assertThat(residentMib.subList(2, LOOKS - 1))
        .allMatch(each -> each <= residentMib.get(2) + RESIDENT_SLACK_MIB);
  }
}
