package dev.breakwater.agent.statutory;

import dev.breakwater.agent.statutory.packet.Command;
import dev.breakwater.agent.statutory.packet.DataUnit;
import dev.breakwater.agent.statutory.packet.Packet;
import dev.breakwater.agent.statutory.packet.Response;
import dev.breakwater.agent.statutory.packet.Row;
import dev.breakwater.agent.statutory.packet.Value;
import dev.breakwater.agent.statutory.packet.WrongPacketException;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said on one connection: a login, then reports and heartbeats, at the end a logout.
 *
 * <p>The platform answers a report only if it finds it wrong (B.2.1), so silence proves nothing.
 * After each batch of reports a heartbeat is sent, which the platform does answer (B.2.6): it reads
 * one connection in order, so that answer settles every report before it. Used by one thread.
 */
final class Session {
  /** How a report is settled that the platform did not object to. */
  static final String BY_HEARTBEAT = "HEARTBEAT";

  /** The most reports before a heartbeat. */
  static final int MAX_BATCH = 32;

  private static final int MAX_IGNORED = 100;

  private final Terminal terminal;
  private final Connection connection;
  private final ReportStore store;
  private final InstantSource clock;

  private final Objections objections;
  private int serial;

  /** A report that was sent and is not settled. */
  private record Sent(StoredReport report, Command as, Digest message) {}

  Session(
      Terminal terminal,
      Connection connection,
      ReportStore store,
      InstantSource clock,
      Objections objections) {
    this.terminal = terminal;
    this.connection = connection;
    this.store = store;
    this.clock = clock;
    this.objections = objections;
  }

  /**
   * Says who reports.
   *
   * @throws LoginRefusedException if the platform does not want to hear it
   */
  void login() throws IOException, LoginRefusedException {
    Instant now = clock.instant();
    serial = store.nextLogin(now);
    Response response = ask(Command.VEHICLE_LOGIN, new DataUnit.Fields(loginRow(now)), now);
    if (response != Response.SUCCESS) {
      throw new LoginRefusedException(response);
    }
  }

  private Row loginRow(Instant now) {
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("time", new Value.Time(now));
    values.put("serial", new Value.Unsigned(serial));
    values.put("iccid", new Value.Text(terminal.iccid()));
    switch (terminal.edition()) {
      case V2016 -> {
        values.put("subsystems", new Value.Unsigned(0));
        values.put("code-length", new Value.Unsigned(0));
        values.put("storage-code", new Value.Texts(List.of()));
      }
      case V2025 -> {
        values.put("system", Value.Rows.of(List.of()));
        values.put("pack-code", new Value.Texts(List.of()));
      }
    }
    return new Row(values);
  }

  /** Ends what the login began. */
  void logout() throws IOException {
    Instant now = clock.instant();
    Map<String, Value> values = new LinkedHashMap<>();
    values.put("time", new Value.Time(now));
    values.put("serial", new Value.Unsigned(serial));
    ask(Command.VEHICLE_LOGOUT, new DataUnit.Fields(new Row(values)), now);
  }

  /** Sends a command that the platform answers, and notes the answer. */
  private Response ask(Command command, DataUnit unit, Instant now) throws IOException {
    Digest message = Digest.of(connection.send(packet(command, unit)));
    Response response = awaitAnswer(command, Map.of());
    store.settle(message, command, now, response.name());
    return response;
  }

  private Packet packet(Command command, DataUnit unit) {
    return Packet.command(terminal.edition(), command, terminal.vin(), unit);
  }

  /**
   * Sends reports and a heartbeat behind them; without a report it only shows that both are there.
   *
   * @param firstOfNow number of the first report that is not re-issued
   */
  void send(List<StoredReport> reports, long firstOfNow) throws IOException {
    Map<Key, Sent> sent = new LinkedHashMap<>();
    for (StoredReport report : reports) {
      boolean late = report.late() || report.number() < firstOfNow;
      Command as = late ? Command.REISSUE : Command.REPORT;
      Packet packet = reissued(report, as);
      Digest message = Digest.of(connection.send(packet));
      sent.put(new Key(as, second(report.at())), new Sent(report, as, message));
    }
    connection.send(packet(Command.HEARTBEAT, new DataUnit.Empty()));
    Response response = awaitAnswer(Command.HEARTBEAT, sent);
    if (response != Response.SUCCESS) {
      throw new IOException("the platform answered a heartbeat by " + response);
    }
    for (Sent each : sent.values()) {
      settle(each, BY_HEARTBEAT);
    }
  }

  /** What an answer says of the message that it answers. */
  private record Key(Command command, Instant at) {}

  private static Instant second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Packet reissued(StoredReport report, Command as) {
    try {
      Packet stored = Packet.decode(report.packet());
      return Packet.command(stored.edition(), as, stored.vin(), stored.unit());
    } catch (WrongPacketException e) {
      throw new IllegalStateException("we stored what is no packet", e);
    }
  }

  /** Returns the answer to a command; those to reports before it settle them. */
  private Response awaitAnswer(Command command, Map<Key, Sent> sent) throws IOException {
    Packet answer = nextAnswer();
    while (answer.command() != command) {
      Command of = answer.command();
      Optional<Sent> answered = time(answer).map(at -> sent.remove(new Key(of, at)));
      if (answered.isPresent()) {
        answered(answered.get(), answer.response());
      }
      answer = nextAnswer();
    }
    return answer.response();
  }

  private Packet nextAnswer() throws IOException {
    for (int ignored = 0; ignored < MAX_IGNORED; ignored++) {
      Optional<Packet> packet = connection.receive();
      if (packet.isPresent() && isAnswer(packet.get())) {
        return packet.get();
      }
    }
    throw new IOException("the platform answers nothing, but sends other things");
  }

  private boolean isAnswer(Packet packet) {
    return packet.response() != Response.COMMAND && packet.vin().equals(terminal.vin());
  }

  /** Returns the time that an answer repeats. */
  private static Optional<Instant> time(Packet answer) {
    if (answer.unit() instanceof DataUnit.Report report) {
      return Optional.of(report.at());
    }
    return answer.unit() instanceof DataUnit.Fields fields
            && fields.row().values().get("time") instanceof Value.Time time
        ? Optional.of(time.at())
        : Optional.empty();
  }

  private void answered(Sent sent, Response response) throws IOException {
    long number = sent.report().number();
    // A report that the platform calls wrong is sent again a few times, and then no more (B.2.1).
    if (response == Response.SUCCESS || objections.isLast(number, clock.instant())) {
      settle(sent, response.name());
    }
  }

  private void settle(Sent sent, String how) throws IOException {
    objections.forget(sent.report().number());
    store.settle(sent.report(), sent.message(), sent.as(), how);
  }
}
