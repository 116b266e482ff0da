package dev.breakwater.ingest.bundle;

import dev.breakwater.audit.checkpoint.NoteException;
import dev.breakwater.audit.checkpoint.SignerKey;
import dev.breakwater.policy.bundle.Bundle;
import dev.breakwater.policy.bundle.BundleFile;
import dev.breakwater.policy.bundle.FileKind;
import dev.breakwater.policy.bundle.KeyRing;
import dev.breakwater.policy.bundle.ListedFile;
import dev.breakwater.policy.bundle.Manifest;
import dev.breakwater.policy.bundle.SignatureScheme.Algorithm;
import dev.breakwater.policy.bundle.SigningKey;
import dev.breakwater.policy.catalog.Catalog;
import dev.breakwater.policy.pack.PolicyPack;
import dev.breakwater.policy.rule.Period;
import dev.breakwater.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** A signer of bundles whose pack is cn-auto, changed as a test needs it. */
public final class SignedBundles {
  private static final Period VALID =
      new Period(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  private final SignerKey signer = SignerKey.generate("policy.test", new SecureRandom());

  /** Returns the text of the file of pinned keys. */
  public String pinned() {
    return "keys:\n  - {key: %s, from: %s, to: %s}\n"
        .formatted(signer.verifierKey(), VALID.from(), VALID.until());
  }

  public KeyRing ring() {
    var key = new SigningKey(signer.verifierKey().toString(), Algorithm.ED25519, VALID);
    return new KeyRing(List.of(key));
  }

  /** Returns a bundle of the built-in catalog and pack, in force from an instant on. */
  public Bytes bundle(long sequence, Instant from) {
    return bundle(sequence, from, "", "");
  }

  /** The same, after every {@code text} of the pack was replaced. */
  public Bytes bundle(long sequence, Instant from, String text, String by) {
    String pack = builtIn(PolicyPack.class, "cn-auto.yaml");
    List<BundleFile> files =
        List.of(
            new BundleFile("catalog.yaml", utf8(builtIn(Catalog.class, "cn.yaml"))),
            new BundleFile(
                "packs/cn-auto.yaml", utf8(text.isEmpty() ? pack : pack.replace(text, by))));
    List<ListedFile> listed =
        List.of(
            ListedFile.of(files.get(0), FileKind.CATALOG),
            ListedFile.of(files.get(1), FileKind.PACK));
    var manifest = new Manifest("test", sequence, new Period(from, Instant.MAX), ring(), listed);
    try {
      return NoteSignatures.sign(new Bundle(manifest.text(), Bytes.EMPTY, files), signer).tar();
    } catch (NoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String builtIn(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
