using SkiaSharp;

namespace Moderation.Intake.Captchas;

/// <summary>
/// Draws a code so that people read it at once and programs do not: letters lean, swell and bend, touch one another, and thin
/// strokes of their own colour run through them. The same randomness gives the same picture, or pictures of one code could be
/// laid over one another until only the letters are left.
/// </summary>
public static class CaptchaPicture
{
    /// <summary>In pixels; shown at half of it, or at its own size where pixels are small.</summary>
    public const int Width = 320;

    /// <inheritdoc cref="Width"/>
    public const int Height = 120;

    private const int Strokes = 2;

    /// <summary>DejaVu Sans Bold, embedded: the library has no font of its own, and servers need not have one.</summary>
    private static readonly SKTypeface Font = SKTypeface.FromStream(
        typeof(CaptchaPicture).Assembly.GetManifestResourceStream(
            typeof(CaptchaPicture).Namespace + ".Font.DejaVuSans-Bold.ttf"
        )!
    );

    private static readonly SKColor Paper = new(0xF6, 0xF3, 0xEC);
    private static readonly SKColor[] Inks = [new(0x1B, 0x3A, 0x5C), new(0x6B, 0x1F, 0x2A), new(0x1F, 0x4D, 0x33)];

    /// <returns>A PNG.</returns>
    /// <param name="code">What it says.</param>
    /// <param name="random">Where everything else comes from.</param>
    public static byte[] Draw(string code, Random random)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(random);
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height));
        surface.Canvas.Clear(Paper);
        var ink = Inks[random.Next(Inks.Length)];
        using var faint = Pen(ink.WithAlpha(60), 2);
        for (var i = 0; i < 6; i++)
            surface.Canvas.DrawPath(Stroke(random), faint);
        using var letters = Letters(code, random);
        using var fill = new SKPaint { Color = ink, IsAntialias = true };
        surface.Canvas.DrawPath(Bend(letters, random), fill);
        using var pen = Pen(ink, 2.5f);
        for (var i = 0; i < Strokes; i++)
            surface.Canvas.DrawPath(Stroke(random), pen);
        using var hole = Pen(Paper, 2);
        for (var i = 0; i < Strokes; i++)
            surface.Canvas.DrawPath(Stroke(random), hole);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static SKPaint Pen(SKColor color, float width) =>
        new()
        {
            Color = color,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            IsAntialias = true,
        };

    /// <summary>The letters side by side, each leaning its own way, so close that they touch.</summary>
    private static SKPath Letters(string code, Random random)
    {
        using var line = new SKPathBuilder();
        var right = 0f;
        foreach (var letter in code)
        {
            using var font = new SKFont(Font, Between(random, 64, 78));
            using var path = font.GetTextPath(letter.ToString());
            var upright = path.TightBounds;
            path.Transform(SKMatrix.CreateRotationDegrees(Between(random, -21, 21), upright.MidX, upright.MidY));
            path.Transform(SKMatrix.CreateSkew(Between(random, -0.15f, 0.15f), 0));
            var bounds = path.TightBounds;
            line.AddPath(path, right - bounds.Left, Between(random, -8, 8) - bounds.MidY);
            right += bounds.Width - Between(random, -2, 3);
        }
        var all = line.Detach();
        var scale = Math.Min(1, (Width - 24) / all.TightBounds.Width);
        all.Transform(SKMatrix.CreateScale(scale, scale));
        all.Transform(SKMatrix.CreateTranslation(Width / 2 - all.TightBounds.MidX, Height / 2));
        return all;
    }

    /// <summary>Shifts every point of the outlines along two waves.</summary>
    private static SKPath Bend(SKPath path, Random random)
    {
        var (rise, pace, phase) = (Between(random, 5, 9), Between(random, 0.018f, 0.03f), Between(random, 0, 6));
        var (sway, pitch, start) = (Between(random, 3, 5), Between(random, 0.03f, 0.05f), Between(random, 0, 6));
        using var bent = new SKPathBuilder();
        using var outline = new SKPathMeasure(path);
        do
        {
            for (var at = 0f; at < outline.Length; at += 3)
            {
                outline.GetPosition(at, out var point);
                var moved = new SKPoint(
                    point.X + sway * MathF.Sin(point.Y * pitch + start),
                    point.Y + rise * MathF.Sin(point.X * pace + phase)
                );
                if (at == 0)
                    bent.MoveTo(moved);
                else
                    bent.LineTo(moved);
            }
            bent.Close();
        } while (outline.NextContour());
        return bent.Detach();
    }

    private static SKPath Stroke(Random random)
    {
        using var stroke = new SKPathBuilder();
        stroke.MoveTo(Between(random, -10, 60), Between(random, 10, Height - 10));
        stroke.CubicTo(
            new(Between(random, 60, 140), Between(random, -20, Height + 20)),
            new(Between(random, 160, 260), Between(random, -20, Height + 20)),
            new(Between(random, Width - 60, Width + 10), Between(random, 10, Height - 10))
        );
        return stroke.Detach();
    }

    private static float Between(Random random, float least, float most) => least + random.NextSingle() * (most - least);
}
