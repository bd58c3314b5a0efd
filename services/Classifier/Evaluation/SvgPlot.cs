using System.Globalization;
using System.Net;
using System.Text;

namespace Moderation.Classifier.Evaluation;

/// <summary>A square plot of shares from 0 to 1 on both axes, as SVG.</summary>
public sealed class SvgPlot
{
    private const int Size = 320;
    private const int Margin = 48;

    private readonly StringBuilder _svg = new();

    public SvgPlot(string title, string across, string up)
    {
        const int Whole = Size + (2 * Margin);
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Whole} {Whole}" width="{Whole}" height="{Whole}" """
                + $"""font-family="sans-serif" font-size="12">"""
        );
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect width="{Whole}" height="{Whole}" fill="#fff"/>"""
                + $"""<text x="{Margin}" y="24" font-size="14" font-weight="bold">{Encoded(title)}</text>"""
        );
        Text(0.5, -0.13, across);
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text transform="translate(14 {Y(0.5)}) rotate(-90)" text-anchor="middle">{Encoded(up)}</text>"""
        );
    }

    /// <summary>Marks both axes from 0 to 1.</summary>
    public SvgPlot Axes()
    {
        for (var fifth = 0; fifth <= 5; fifth++)
        {
            var share = fifth / 5.0;
            Line([(0, share), (1, share)], "#ddd", 1);
            Line([(share, 0), (share, 1)], "#ddd", 1);
            Text(share, -0.06, share.ToString("0.0", CultureInfo.InvariantCulture));
            Text(-0.06, share - 0.01, share.ToString("0.0", CultureInfo.InvariantCulture));
        }

        return this;
    }

    public SvgPlot Line(IEnumerable<(double X, double Y)> points, string colour, double width)
    {
        var places = string.Join(
            ' ',
            points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}"))
        );
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{width}"/>"""
        );
        return this;
    }

    public SvgPlot Dot(double x, double y, double radius, string colour)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<circle cx="{X(x):0.#}" cy="{Y(y):0.#}" r="{radius:0.#}" fill="{colour}"/>"""
        );
        return this;
    }

    public SvgPlot Cell(double x, double y, double side, double shade, string text)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<rect x="{X(x):0.#}" y="{Y(y + side):0.#}" width="{side * Size:0.#}" height="{side * Size:0.#}" """
                + $"""fill="#1f5fa8" fill-opacity="{shade:0.##}" stroke="#fff"/>"""
        );
        return Text(x + (side / 2), y + (side / 2) - 0.01, text);
    }

    public SvgPlot Text(double x, double y, string text)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text x="{X(x):0.#}" y="{Y(y):0.#}" text-anchor="middle">{Encoded(text)}</text>"""
        );
        return this;
    }

    public override string ToString() => $"{_svg}</svg>\n";

    private static double X(double share) => Margin + (share * Size);

    private static double Y(double share) => Margin + ((1 - share) * Size);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
