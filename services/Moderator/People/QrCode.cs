using System.Globalization;
using System.Text;
using QRCoder;

namespace Moderation.Moderator.People;

/// <summary>A QR code as the path of an SVG.</summary>
/// <param name="Size">Width and height in modules, the quiet zone included.</param>
/// <param name="Path">The dark modules, one unit each.</param>
public sealed record QrCode(int Size, string Path)
{
    internal static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < data.ModuleMatrix.Count; x++)
            {
                if (data.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new QrCode(data.ModuleMatrix.Count, path.ToString());
    }
}
