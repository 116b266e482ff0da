package dev.breakwater.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (InputStream in = Version.class.getResourceAsStream("/breakwater.properties")) {
      var properties = new Properties();
      properties.load(in);
      return new String[] {"breakwater " + properties.getProperty("version")};
    }
  }
}
