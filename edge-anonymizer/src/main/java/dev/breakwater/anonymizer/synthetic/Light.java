package dev.breakwater.anonymizer.synthetic;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.util.random.RandomGenerator;

/** The light and weather of a still, laid over what was drawn in plain daylight. */
enum Light {
  DAY(1, 1, 1),
  OVERCAST(0.8f, 0.83f, 0.87f),
  RAIN(0.66f, 0.7f, 0.74f),
  DUSK(0.62f, 0.48f, 0.43f),
  NIGHT(0.33f, 0.31f, 0.35f);

  private static final int DROPS = 900;
  private static final double DROP_PX = 26;

  private final float red;
  private final float green;
  private final float blue;

  Light(float red, float green, float blue) {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  void fallOn(BufferedImage picture, RandomGenerator random) {
    if (this == RAIN) {
      rain(picture, random);
    }
    if (this != DAY) {
      new RescaleOp(new float[] {red, green, blue}, new float[3], null).filter(picture, picture);
    }
  }

  private static void rain(BufferedImage picture, RandomGenerator random) {
    Graphics2D ink = picture.createGraphics();
    ink.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.35f));
    ink.setPaint(new Color(214, 220, 228));
    for (int i = 0; i < DROPS; i++) {
      var x = picture.getWidth() * random.nextDouble();
      var y = picture.getHeight() * random.nextDouble();
      var length = DROP_PX * (0.4 + random.nextDouble());
      ink.draw(new Line2D.Double(x, y, x + 0.15 * length, y + length));
    }
    ink.dispose();
  }
}
