package dev.breakwater.anonymizer.detect;

/** What sizes of picture a network takes. */
public sealed interface InputSize {
  int MIN_SIDE_PX = 32;
  int MAX_SIDE_PX = 4096;

  /** Returns the longest side of the input, pixels. */
  int longestSidePx();

  /** Returns the size of a frame's picture inside the input. */
  Extent content(int frameWidthPx, int frameHeightPx);

  /** Returns the size of the input around such a picture. */
  Extent around(Extent content);

  /**
   * Frames are scaled to a longest side and the input grows with them.
   *
   * @param longestSidePx {@value InputSize#MIN_SIDE_PX} to {@value InputSize#MAX_SIDE_PX}
   * @param multiplePx of which the input's sides are multiples, 1 to 128
   * @param maxEnlargement small frames are not scaled up by more, 1 to 16
   */
  record Scaled(int longestSidePx, int multiplePx, double maxEnlargement) implements InputSize {
    private static final int MAX_MULTIPLE_PX = 128;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Scaled {
      requireSide("longestSidePx", longestSidePx);
      requireEnlargement(maxEnlargement);
      if (multiplePx < 1 || multiplePx > MAX_MULTIPLE_PX) {
        throw new IllegalArgumentException("multiplePx is 1 to 128, not " + multiplePx);
      }
    }

    @Override
    public Extent content(int frameWidthPx, int frameHeightPx) {
      double scale =
          Math.min((double) longestSidePx / Math.max(frameWidthPx, frameHeightPx), maxEnlargement);
      return new Extent(scaled(frameWidthPx, scale), scaled(frameHeightPx, scale));
    }

    /** Very narrow frames are stretched to one multiple. */
    private int scaled(int sidePx, double scale) {
      return Math.max(multiplePx, (int) Math.round(sidePx * scale));
    }

    @Override
    public Extent around(Extent content) {
      return new Extent(multiple(content.widthPx()), multiple(content.heightPx()));
    }

    private int multiple(int sidePx) {
      return (sidePx + multiplePx - 1) / multiplePx * multiplePx;
    }
  }

  /**
   * The input has one size; frames are fitted into it.
   *
   * @param widthPx {@value InputSize#MIN_SIDE_PX} to {@value InputSize#MAX_SIDE_PX}
   * @param heightPx likewise
   * @param maxEnlargement small frames are not scaled up by more, 1 to 16
   */
  record Fixed(int widthPx, int heightPx, double maxEnlargement) implements InputSize {
    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Fixed {
      requireSide("widthPx", widthPx);
      requireSide("heightPx", heightPx);
      requireEnlargement(maxEnlargement);
    }

    @Override
    public int longestSidePx() {
      return Math.max(widthPx, heightPx);
    }

    @Override
    public Extent content(int frameWidthPx, int frameHeightPx) {
      double scale =
          Math.min(
              Math.min((double) widthPx / frameWidthPx, (double) heightPx / frameHeightPx),
              maxEnlargement);
      return new Extent(scaled(frameWidthPx, scale), scaled(frameHeightPx, scale));
    }

    private static int scaled(int sidePx, double scale) {
      return Math.max(1, (int) Math.round(sidePx * scale));
    }

    @Override
    public Extent around(Extent content) {
      return new Extent(widthPx, heightPx);
    }
  }

  /** Two sides. */
  record Extent(int widthPx, int heightPx) {}

  private static void requireSide(String name, int px) {
    if (px < MIN_SIDE_PX || px > MAX_SIDE_PX) {
      throw new IllegalArgumentException(
          name + " is " + MIN_SIDE_PX + " to " + MAX_SIDE_PX + ", not " + px);
    }
  }

  private static void requireEnlargement(double factor) {
    if (!(factor >= 1 && factor <= 16)) {
      throw new IllegalArgumentException("maxEnlargement is 1 to 16, not " + factor);
    }
  }
}
