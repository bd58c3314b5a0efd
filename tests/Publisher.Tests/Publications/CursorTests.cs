using Moderation.Publisher.Publications;
using Xunit;

namespace Moderation.Publisher.Tests.Publications;

public class CursorTests
{
    [Fact]
    public void A_cursor_is_read_as_it_was_written()
    {
        var cursor = new Cursor(new DateTimeOffset(2026, 11, 24, 1, 2, 3, 456, TimeSpan.Zero), Guid.CreateVersion7());
        Assert.Equal(cursor, Cursor.Parse(cursor.ToString(), Cursor.Start));
        Assert.Equal(Cursor.Start, Cursor.Parse(null, Cursor.Start));
        Assert.Equal(Cursor.Start, Cursor.Parse(Cursor.Start.ToString(), Cursor.StartOfReplies));
        Assert.Equal(Cursor.StartOfReplies, Cursor.Parse(Cursor.StartOfReplies.ToString(), Cursor.Start));
    }
}
