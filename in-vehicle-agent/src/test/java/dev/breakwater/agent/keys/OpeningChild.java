package dev.breakwater.agent.keys;

import java.io.IOException;

/** Opens the token with a PIN, in a process of its own: a login holds for a whole process. */
final class OpeningChild {
  private OpeningChild() {}

  public static void main(String[] args) {
    var settings = new Pkcs11Settings(SoftToken.LIBRARY, SoftToken.LABEL, "child");
    try {
      Pkcs11KeyVault.openOrCreate(settings, TokenPin.of(args[0]));
      System.out.println("open");
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
  }
}
