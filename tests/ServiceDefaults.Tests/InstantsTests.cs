using System.Globalization;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class InstantsTests
{
    [Theory]
    [InlineData("2026-11-29", "2026-11-29T00:00:00Z")]
    [InlineData("2026-11-29T08:00", "2026-11-29T08:00:00Z")]
    [InlineData("2026-11-29T08:00+07:00", "2026-11-29T01:00:00Z")]
    [InlineData("2026-11-29T08:00 07:00", "2026-11-29T01:00:00Z")]
    [InlineData("2026-11-29T08:00:30.25-03:30", "2026-11-29T11:30:30.25Z")]
    [InlineData(" 2026-11-29T08:00:30Z ", "2026-11-29T08:00:30Z")]
    public void What_ISO_8601_says_is_read_into_UTC(string text, string instant)
    {
        var read = Instants.Parse(text);

        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), read);
        Assert.Equal(TimeSpan.Zero, read!.Value.Offset);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("29/11/2026")]
    [InlineData("11/29/2026")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-29 08:00")]
    [InlineData("2026-11-29T25:00")]
    [InlineData("2026-11-29T08:00+25:00")]
    [InlineData("0001-01-01T00:00+14:00")]
    [InlineData("hôm qua")]
    [InlineData("1764374400")]
    public void What_is_no_instant_is_none(string? text) => Assert.Null(Instants.Parse(text));
}
