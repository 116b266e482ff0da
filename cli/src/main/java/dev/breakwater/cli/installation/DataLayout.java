package dev.breakwater.cli.installation;

import dev.breakwater.ingest.pipeline.CloudDirectories;
import java.nio.file.Path;

/**
 * Where everything of one installation lies.
 *
 * @param root the data directory
 */
public record DataLayout(Path root) {
  public DataLayout {
    root = root.toAbsolutePath().normalize();
  }

  /** Certificate authority, receiver identity, log keys. */
  public Path trust() {
    return root.resolve("trust");
  }

  /** The verifier's C2SP tlog-policy, outside the log's directory on purpose. */
  public Path logPolicy() {
    return trust().resolve("log-policy");
  }

  /** The vehicle's home: identity, outbox, sensors. */
  public Path vehicle() {
    return root.resolve("vehicle");
  }

  /** The vehicle's DTLS key and certificate. */
  public Path vehicleIdentity() {
    return vehicle().resolve("identity");
  }

  /** The vehicle's key vault, the "development" kind. */
  public Path vehicleKeys() {
    return vehicle().resolve("key-vault");
  }

  /** The keys that sign the onshore side's first policy bundle; none is accepted without it. */
  public Path policyKeys() {
    return cloud().resolve("policy-keys.yaml");
  }

  /** The vehicle's pinned keys of policy bundles, those it accepted, and its inbox for new ones. */
  public Path vehiclePolicy() {
    return vehicle().resolve("policy");
  }

  /** The maker's notice to the people in the car; need not exist. */
  public Path vehicleNotice() {
    return vehicle().resolve("notice");
  }

  /** The vehicle's queue. */
  public Path outbox() {
    return vehicle().resolve("outbox");
  }

  /** The vehicle's sample of acknowledged items, of which it asks the log. */
  public Path sample() {
    return vehicle().resolve("sample");
  }

  /** The vehicle's own account of what it gave to the network. */
  public Path sentLedger() {
    return vehicle().resolve("sent.json");
  }

  /** What the examiner's checks found, a directory each. */
  public Path certify() {
    return root.resolve("certify");
  }

  /** The stand-in for the cabin's camera and microphone. */
  public Path cabin() {
    return vehicle().resolve("cabin");
  }

  public Path cloud() {
    return root.resolve("cloud");
  }

  /** The onshore side's tables, log, keys and checkpoints. */
  public CloudDirectories onshore() {
    return new CloudDirectories(cloud());
  }

  /** The border's book and counting keys; private. */
  public Path border() {
    return cloud().resolve("border");
  }

  /** The sheets of annual reports and incidents, and the evidence that they name. */
  public Path reports() {
    return cloud().resolve("reports");
  }

  /** The operator's index of the log; private, and made again if it is lost. */
  public Path searchIndex() {
    return cloud().resolve("search").resolve("index.db");
  }

  /** The signed list of where networks and hosts are; without it only private ones are known. */
  public Path jurisdictions() {
    return cloud().resolve("jurisdictions.note");
  }

  /** The console's accounts; private. */
  public Path accounts() {
    return cloud().resolve("console").resolve("accounts.json");
  }

  /** Locked by the one process that has the console. */
  public Path desk() {
    return cloud().resolve("desk");
  }

  /** The embedded broker's data. */
  public Path kafka() {
    return cloud().resolve("kafka");
  }

  /** Where the running onshore side says at which addresses it listens. */
  public Path endpoints() {
    return cloud().resolve("endpoints.properties");
  }

  /** The processes' own logs. */
  public Path logs() {
    return root.resolve("logs");
  }
}
