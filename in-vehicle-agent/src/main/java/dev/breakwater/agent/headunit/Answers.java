package dev.breakwater.agent.headunit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.agent.consent.Choice;
import dev.breakwater.agent.consent.ConsentDesk;
import dev.breakwater.agent.consent.ConsentRefusedException;
import dev.breakwater.agent.consent.DeletionReceipt;
import dev.breakwater.agent.consent.Standing;
import dev.breakwater.agent.notice.Notice;
import dev.breakwater.agent.notice.NoticeItem;
import dev.breakwater.agent.notice.NoticeLanguage;
import dev.breakwater.agent.notice.Purpose;
import dev.breakwater.wire.ConsentChange;
import dev.breakwater.wire.ConsentChange.Period;
import dev.breakwater.wire.ConsentChange.State;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.Erased;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page asks, and what it is told, as JSON. */
final class Answers {
  /** The channel of what is decided here. */
  static final String CHANNEL = "head-unit";

  /** How many receipts the page shows. */
  static final int MAX_RECEIPTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConsentDesk desk;
  private final HeadUnit.Told told;

  Answers(ConsentDesk desk, HeadUnit.Told told) {
    this.desk = desk;
    this.told = told;
  }

  /** Returns everything that the page shows. */
  Buffer state(NoticeLanguage language) throws IOException {
    Notice notice = desk.book().notice(language);
    desk.book().shown(notice);
    ObjectNode state = JSON.createObjectNode();
    state.put("language", language.tag());
    state.put("title", notice.title());
    state.put("version", notice.version());
    state.put("notice", notice.digest().hex());
    ArrayNode items = state.putArray("items");
    for (NoticeItem item : NoticeItem.values()) {
      Notice.Text text = notice.item(item);
      items.addObject().put("title", text.title()).put("text", text.text());
    }
    ArrayNode purposes = state.putArray("purposes");
    desk.book().functions().forEach(purpose -> describe(purposes.addObject(), purpose, notice));
    ObjectNode left = state.putObject("left");
    told.departures().today().forEach(left::put);
    told.comfort()
        .average()
        .ifPresent(
            average ->
                state
                    .putObject("comfort")
                    .put("celsius", Math.round(10 * average.celsius()) / 10.0)
                    .put("values", average.values()));
    ArrayNode receipts = state.putArray("receipts");
    for (DeletionReceipt receipt : newest(desk.receipts())) {
      ObjectNode shown = receipts.addObject();
      describe(shown, receipt, notice);
      onshore(shown, receipt);
    }
    return bytes(state);
  }

  private void describe(ObjectNode shown, Purpose purpose, Notice notice) {
    Notice.PurposeText text = notice.purpose(purpose);
    shown.put("id", purpose.id()).put("title", text.title()).put("why", text.why());
    shown.put("impact", text.impact()).put("kept", text.kept());
    ArrayNode grants = shown.putArray("grants");
    purpose.grants().stream().sorted().map(State::name).forEach(grants::add);
    Standing standing = desk.book().standing(purpose);
    shown.put("basis", standing.basis().name()).put("consent", standing.consent().name());
    ConsentChange last = standing.last();
    if (standing.isGranted() && last != null) {
      shown.put("period", last.period().name()).put("until", last.untilMillis());
    }
  }

  private static List<DeletionReceipt> newest(List<DeletionReceipt> all) {
    return all.subList(Math.max(0, all.size() - MAX_RECEIPTS), all.size());
  }

  private static void describe(ObjectNode shown, DeletionReceipt receipt, Notice notice) {
    String title =
        Purpose.ofId(receipt.purpose())
            .map(purpose -> notice.purpose(purpose).title())
            .orElse(receipt.purpose());
    shown.put("number", receipt.number()).put("title", title).put("cause", receipt.cause().name());
    shown.put("at", receipt.deletedMillis()).put("tombstones", receipt.tombstones());
    ObjectNode items = shown.putObject("items");
    receipt.items().forEach(items::put);
  }

  /** Tells what became of what had left the car before; of what only ended, nothing is asked. */
  private void onshore(ObjectNode shown, DeletionReceipt receipt) {
    if (receipt.cause() != DeletionReceipt.Cause.WITHDRAWN || receipt.epoch() == 0) {
      return;
    }
    ObjectNode onshore = shown.putObject("onshore");
    try {
      Optional<Erased> erased = told.erasures().after(receipt.epoch());
      onshore.put("state", erased.isPresent() ? "PROVEN" : "OPEN");
      erased.ifPresent(
          proven -> onshore.put("rows", proven.rows()).put("at", proven.rowsErasedMillis()));
    } catch (IOException e) {
      LOG.error("event=erasure_not_proven withdrawal={}", receipt.epoch(), e);
      onshore.put("state", "BROKEN");
    }
  }

  /** Carries out a choice; returns the state then, and the receipt's number if there is one. */
  Buffer decide(byte[] body) throws IOException, ConsentRefusedException, BadRequestException {
    JsonNode asked = read(body);
    NoticeLanguage language = language(text(asked, "language"));
    var choice =
        new Choice(
            Purpose.ofId(text(asked, "purpose")).orElseThrow(() -> bad("purpose")),
            constant(State.class, text(asked, "state"), "state"),
            constant(Period.class, text(asked, "period"), "period"),
            language,
            digest(text(asked, "notice")),
            CHANNEL);
    Optional<DeletionReceipt> receipt = desk.decide(choice);
    return receipts(receipt.stream().toList());
  }

  /** Ends everything. */
  Buffer stopAll(byte[] body) throws IOException, BadRequestException {
    NoticeLanguage language = language(text(read(body), "language"));
    return receipts(desk.stopAll(desk.book().notice(language), CHANNEL));
  }

  private static Buffer receipts(List<DeletionReceipt> receipts) {
    ObjectNode done = JSON.createObjectNode();
    ArrayNode numbers = done.putArray("receipts");
    receipts.forEach(receipt -> numbers.add(receipt.number()));
    return bytes(done);
  }

  static NoticeLanguage language(String tag) throws BadRequestException {
    return NoticeLanguage.ofTag(tag).orElseThrow(() -> bad("language"));
  }

  static Buffer problem(String problem, String remedy) {
    return bytes(JSON.createObjectNode().put("problem", problem).put("remedy", remedy));
  }

  private static JsonNode read(byte[] body) throws BadRequestException {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw bad("body");
    }
  }

  private static String text(JsonNode asked, String field) throws BadRequestException {
    JsonNode value = asked.path(field);
    if (!value.isTextual()) {
      throw bad(field);
    }
    return value.textValue();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name, String field)
      throws BadRequestException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw bad(field);
    }
  }

  private static Digest digest(String hex) throws BadRequestException {
    try {
      return Digest.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw bad("notice");
    }
  }

  private static BadRequestException bad(String field) {
    return new BadRequestException("The request's " + field + " is not understood.");
  }

  private static Buffer bytes(JsonNode node) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
