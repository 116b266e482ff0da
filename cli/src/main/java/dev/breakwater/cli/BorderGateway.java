package dev.breakwater.cli;

import dev.breakwater.cli.installation.CommandFailedException;
import dev.breakwater.cli.installation.DataLayout;
import dev.breakwater.console.border.BorderDoor;
import dev.breakwater.console.border.ClosedBorderException;
import dev.breakwater.ingest.border.Border;
import java.io.IOException;

/** The border of an installation, for the console; opened as commands open it. */
final class BorderGateway implements BorderDoor {
  private final DataLayout data;

  BorderGateway(DataLayout data) {
    this.data = data;
  }

  /** One of the two ways to open a border. */
  private interface Way {
    Border open(BorderDesk desk) throws IOException, CommandFailedException;
  }

  /** A border with the desk that closes it. */
  private record Open(BorderDesk desk, Border border) implements Opened {
    @Override
    public void close() throws IOException {
      desk.close();
    }
  }

  @Override
  public Opened papers() throws IOException, ClosedBorderException {
    return open(BorderDesk::papers);
  }

  @Override
  public Opened whole() throws IOException, ClosedBorderException {
    return open(BorderDesk::whole);
  }

  private Opened open(Way way) throws IOException, ClosedBorderException {
    BorderDesk desk = BorderDesk.at(data);
    boolean opened = false;
    try {
      var open = new Open(desk, way.open(desk));
      opened = true;
      return open;
    } catch (CommandFailedException e) {
      throw new ClosedBorderException(e);
    } finally {
      if (!opened) {
        desk.close();
      }
    }
  }
}
