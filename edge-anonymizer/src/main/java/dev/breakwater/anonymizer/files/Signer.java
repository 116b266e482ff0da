package dev.breakwater.anonymizer.files;

/**
 * Signs manifests. The key and its form are the caller's: this module keeps no keys.
 *
 * <p>Called from the anonymizing thread only.
 */
public interface Signer {
  /** The key's name of a manifest that nobody signed. */
  String UNSIGNED = "unsigned";

  /** Returns the name of the key, {@value #UNSIGNED} if there is none. */
  String keyName();

  /**
   * Returns the content of the signature file.
   *
   * @param statement what is signed: lines of text with the manifest's SHA-256, so that a signed
   *     note (C2SP) can hold it
   * @return empty if there is no key; then there is no signature file
   */
  String sign(String statement);

  /** Returns a signer without a key; manifests then say that they are unsigned. */
  static Signer none() {
    return new Signer() {
      @Override
      public String keyName() {
        return UNSIGNED;
      }

      @Override
      public String sign(String statement) {
        return "";
      }
    };
  }
}
