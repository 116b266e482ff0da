package dev.breakwater.agent.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.wire.Bytes;
import dev.breakwater.wire.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads a notice; what is missing is told all at once. */
final class NoticeFile {
  /** The longest text of a notice, characters. */
  static final int MAX_TEXT = 4000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private NoticeFile(JsonNode root) {
    this.root = root;
  }

  /**
   * @param name for messages
   * @throws IOException also if the notice lacks something, or is in another language
   */
  static Notice read(String name, Bytes content, NoticeLanguage language) throws IOException {
    try {
      var file = new NoticeFile(JSON.readTree(content.toArray()));
      Notice notice = file.notice(language, Digest.of(content));
      if (!file.problems.isEmpty()) {
        throw new IOException(name + ": " + String.join("; ", file.problems));
      }
      return notice;
    } catch (JsonProcessingException e) {
      throw new IOException(name + ": not JSON (" + e.getOriginalMessage() + ")", e);
    }
  }

  private Notice notice(NoticeLanguage language, Digest digest) {
    String told = text("language");
    if (!told.equals(language.tag())) {
      problems.add("language is '" + told + "', not '" + language.tag() + "'");
    }
    Map<NoticeItem, Notice.Text> items = new EnumMap<>(NoticeItem.class);
    for (NoticeItem item : NoticeItem.values()) {
      String at = "items." + item.id();
      items.put(item, new Notice.Text(text(at + ".title"), text(at + ".text")));
    }
    Map<Purpose, Notice.PurposeText> purposes = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      purposes.put(purpose, purposeText("purposes." + purpose.id()));
    }
    String version = text("version");
    return new Notice(language, version, text("title"), items, purposes, digest);
  }

  private Notice.PurposeText purposeText(String at) {
    return new Notice.PurposeText(
        text(at + ".title"), text(at + ".why"), text(at + ".impact"), text(at + ".kept"));
  }

  private String text(String path) {
    JsonNode node = root.at("/" + path.replace('.', '/'));
    String text = node.asText("").strip();
    if (!node.isTextual() || text.isEmpty()) {
      problems.add(path + " is missing");
    } else if (text.length() > MAX_TEXT) {
      problems.add(path + " is longer than " + MAX_TEXT + " characters");
    }
    return text;
  }
}
