package dev.breakwater.anonymizer.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.breakwater.anonymizer.redact.Redaction;
import dev.breakwater.anonymizer.serve.ServedTask.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers requests: who asks, for what, and with which limits. */
final class Requests implements HttpHandler {
  private static final String FILE = "/v1/file";
  private static final String HEALTH = "/v1/health";
  private static final Pattern TASK =
      Pattern.compile("/v1/task/([0-9a-f]{32})(?:/(file|masks|manifest|signature))?");
  private static final long DELETE_MILLIS = 5000;

  private final Parts parts;
  private final Limits limits;
  private final Tasks tasks;
  private final Deadlines deadlines;
  private final Worker worker;
  private final Guesses guesses;

  Requests(Parts parts, Tasks tasks, Worker worker, Deadlines deadlines) {
    this.parts = parts;
    this.limits = parts.limits();
    this.tasks = tasks;
    this.worker = worker;
    this.deadlines = deadlines;
    this.guesses = new Guesses(parts.clock());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      deadlines.restart(limits.transfer().body());
      reply.send(exchange);
      // Nobody is read from for long who may be a stranger.
      deadlines.restart(limits.transfer().head());
      Reply.drain(exchange.getRequestBody());
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      return route(exchange);
    } catch (RefusedException e) {
      return Reply.problem(e.problem());
    } catch (IOException | RuntimeException e) {
      // A client is told that, not why; and no part of what was half-done is in the answer.
      parts.journal().accept("event=request_failed error=" + e.getClass().getSimpleName());
      return Reply.problem(Problem.INTERNAL);
    }
  }

  private Reply route(HttpExchange exchange) throws IOException, RefusedException {
    String path = String.valueOf(exchange.getRequestURI().getRawPath());
    String method = exchange.getRequestMethod();
    if (path.equals(HEALTH)) {
      requireMethod(method, "GET");
      return Reply.json(200, Reply.object().put("status", "ok"));
    }
    requireToken(exchange);
    deadlines.restart(limits.transfer().body());
    if (path.equals(FILE)) {
      requireMethod(method, "POST");
      return post(exchange);
    }
    Matcher named = TASK.matcher(path);
    if (!named.matches()) {
      throw new RefusedException(
          404, "there is no such resource", "There are /v1/file, /v1/task/ID and /v1/health.");
    }
    ServedTask task =
        tasks.find(named.group(1)).orElseThrow(() -> new RefusedException(Problem.NOT_FOUND));
    if (named.group(2) == null && method.equals("DELETE")) {
      return delete(task);
    }
    requireMethod(method, "GET");
    return named.group(2) == null
        ? Reply.json(200, TaskJson.of(task))
        : part(task, ServedTask.Part.valueOf(named.group(2).toUpperCase(Locale.ROOT)));
  }

  private static void requireMethod(String method, String allowed) throws RefusedException {
    if (!method.equals(allowed)) {
      throw new RefusedException(405, "this resource does not take this method", "See its docs.");
    }
  }

  private void requireToken(HttpExchange exchange) throws RefusedException {
    InetAddress client = exchange.getRemoteAddress().getAddress();
    int blocked = guesses.secondsBlocked(client);
    if (blocked > 0) {
      throw new RefusedException(Problem.tooManyGuesses(blocked));
    }
    if (!parts.token().isShownBy(exchange.getRequestHeaders().getFirst("Authorization"))) {
      guesses.add(client);
      throw new RefusedException(
          401, "the token is missing or wrong", "Send 'Authorization: Bearer TOKEN'.");
    }
  }

  private Reply post(HttpExchange exchange) throws IOException, RefusedException {
    boolean async = isAsync(exchange.getRequestHeaders().getFirst("x-is-async"));
    Redaction method = method(exchange.getRequestURI().getRawQuery());
    long declared = declared(exchange);
    ServedTask task = tasks.admit(method, declared < 0 ? limits.content().bodyBytes() : declared);
    boolean received = false;
    try {
      receive(exchange, task, declared);
      worker.submit(task);
      received = true;
    } catch (RejectedExecutionException e) {
      throw new RefusedException(Problem.STOPPING);
    } finally {
      if (!received) {
        tasks.delete(task);
      }
    }
    return async ? accepted(task) : result(task);
  }

  private static boolean isAsync(@Nullable String header) throws RefusedException {
    String asked = header == null ? "false" : header.strip().toLowerCase(Locale.ROOT);
    if (!asked.equals("true") && !asked.equals("false")) {
      throw new RefusedException(400, "x-is-async is neither true nor false", "Send one of them.");
    }
    return asked.equals("true");
  }

  /** What is misspelt is refused: a client that meant another cover must not get the usual one. */
  private Redaction method(@Nullable String query) throws RefusedException {
    if (query == null) {
      return parts.profile().redaction();
    }
    for (Redaction allowed : parts.methods()) {
      if (query.equals("method=" + allowed.name().toLowerCase(Locale.ROOT))) {
        return allowed;
      }
    }
    String names =
        parts.methods().stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(" or "));
    throw new RefusedException(
        400,
        "the query is not understood, or its method is not allowed here",
        "Give method=" + names + ", or nothing.");
  }

  /** Returns what the body's length will be, -1 if the client does not say. */
  private long declared(HttpExchange exchange) throws RefusedException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new RefusedException(
          415, "the body is a form", "Post the bytes of the file as the body, without a form.");
    }
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    // The server has parsed it before, and refused what is no number.
    long declared = length == null ? -1 : Long.parseLong(length.strip());
    if (declared > limits.content().bodyBytes()) {
      throw tooLong();
    }
    return declared;
  }

  private RefusedException tooLong() {
    return new RefusedException(
        Problem.tooLarge("the body has more than " + limits.content().bodyBytes() + " bytes"));
  }

  private void receive(HttpExchange exchange, ServedTask task, long declared)
      throws IOException, RefusedException {
    long most = limits.content().bodyBytes();
    switch (Upload.receive(exchange.getRequestBody(), task, declared, most)) {
      case WHOLE -> {}
      case TOO_LONG -> throw tooLong();
      case TOO_SHORT ->
          throw new RefusedException(
              400, "the body is empty or ends early", "Post the bytes of the file as the body.");
    }
  }

  private static Reply accepted(ServedTask task) {
    return Reply.json(202, TaskJson.of(task)).with("Location", TaskJson.path(task));
  }

  private Reply result(ServedTask task) throws RefusedException {
    deadlines.suspend();
    try {
      task.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(Problem.STOPPING);
    }
    Status status = task.status();
    return part(task, ServedTask.Part.FILE)
        .with("Location", TaskJson.path(task))
        .with("x-task-state", status.state().text())
        .with("x-frames-withheld", Long.toString(status.counts().withheld()));
  }

  /** Says why there is no output, and where the evidence is. */
  private static Reply refusal(ServedTask task, Status status) {
    Problem problem = task.stopped().orElse(status.problem());
    // An output that was served once and is not there any more is nobody's success.
    Problem told = problem == null || problem.status() == 200 ? Problem.INTERNAL : problem;
    return Reply.problem(told).with("Location", TaskJson.path(task));
  }

  private static Reply part(ServedTask task, ServedTask.Part part) throws RefusedException {
    Status status = task.status();
    if (!status.state().hasEnded()) {
      throw new RefusedException(
          new Problem(409, "the task has not ended", "Ask for its state first.", 1));
    }
    Optional<Path> file = task.find(part);
    if (file.isPresent()) {
      return Reply.file(file.get());
    }
    if (part == ServedTask.Part.FILE) {
      return refusal(task, status);
    }
    throw new RefusedException(404, "the task has no such part", "See its links.");
  }

  private Reply delete(ServedTask task) throws IOException, RefusedException {
    tasks.delete(task);
    try {
      return Reply.nothing(task.awaitGone(DELETE_MILLIS) ? 204 : 202);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(Problem.STOPPING);
    }
  }
}
