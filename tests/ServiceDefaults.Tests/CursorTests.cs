using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class CursorTests
{
    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        var cursor = new Cursor(new DateTimeOffset(2026, 11, 24, 1, 2, 3, 456, TimeSpan.Zero), Guid.CreateVersion7());
        Assert.Equal(cursor, Cursor.Parse(cursor.ToString(), Cursor.BeforeNewest));
        Assert.Equal(Cursor.BeforeNewest, Cursor.Parse(null, Cursor.BeforeNewest));
        Assert.Equal(Cursor.BeforeNewest, Cursor.Parse(Cursor.BeforeNewest.ToString(), Cursor.BeforeOldest));
        Assert.Equal(Cursor.BeforeOldest, Cursor.Parse(Cursor.BeforeOldest.ToString(), Cursor.BeforeNewest));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("                                ")]
    [InlineData("________________________________")]
    public void Another_text_is_no_cursor(string text) => Assert.Null(Cursor.Parse(text));
}
