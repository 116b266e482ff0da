package dev.breakwater.policy.trial;

import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.rule.Request;
import dev.breakwater.policy.source.InvalidSourceException;
import dev.breakwater.wire.Bytes;
import java.util.List;

/**
 * A question to the policy, and what its author expects of the answer.
 *
 * @param name unique in its file
 * @param place where it stands, {@code file:line}
 */
public record Case(String name, String place, Request request, Expectation expected) {
  /**
   * Reads a file of cases.
   *
   * @param name of the file, for messages
   * @param catalog whose categories and signals the cases may speak of
   * @throws InvalidSourceException with every problem of the file
   */
  public static List<Case> load(Bytes yaml, String name, Catalog catalog)
      throws InvalidSourceException {
    return CaseReader.read(yaml, name, catalog);
  }

  @Override
  public String toString() {
    return place + ": " + name;
  }
}
