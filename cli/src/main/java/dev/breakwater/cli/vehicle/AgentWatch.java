package dev.breakwater.cli.vehicle;

import dev.breakwater.agent.egress.SentLedger;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on beside a running agent: it answers how it is, and writes down what it sent. */
public final class AgentWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

  /** What a crash loses of the account of what was sent. */
  private static final long SAVE_MILLIS = 1000;

  private final ScheduledExecutorService saving;
  private final @Nullable StatusServer server;

  private AgentWatch(ScheduledExecutorService saving, @Nullable StatusServer server) {
    this.saving = saving;
    this.server = server;
  }

  /**
   * @throws IOException if the port is taken
   */
  public static AgentWatch start(
      HealthSection health, Supplier<AgentStatus> status, SentLedger sent) throws IOException {
    StatusServer server = health.port() == 0 ? null : StatusServer.start(health.port(), status);
    ScheduledExecutorService saving =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "sent-ledger");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        saving.scheduleWithFixedDelay(
            () -> save(sent), SAVE_MILLIS, SAVE_MILLIS, TimeUnit.MILLISECONDS);
    return new AgentWatch(saving, server);
  }

  private static void save(SentLedger sent) {
    try {
      sent.save();
    } catch (IOException e) {
      LOG.warn("event=sent_ledger_not_saved error=\"{}\"", e.toString());
    }
  }

  @Override
  public void close() {
    saving.shutdownNow();
    if (server != null) {
      server.close();
    }
  }
}
