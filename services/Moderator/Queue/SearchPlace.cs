namespace Moderation.Moderator.Queue;

/// <summary>A place in what a search found: a cursor of the queue, and in which part of it.</summary>
/// <param name="Cursor">Null is before the first.</param>
/// <param name="WithMarks">See <see cref="QueueFilter.WithMarks"/>.</param>
internal sealed record SearchPlace(string? Cursor, bool? WithMarks)
{
    private const string WithoutMarks = "~";

    public override string ToString() => (WithMarks == false ? WithoutMarks : "") + Cursor;

    public static SearchPlace Parse(string? text) =>
        text?.StartsWith(WithoutMarks, StringComparison.Ordinal) == true
            ? new SearchPlace(text[WithoutMarks.Length..], false)
            : new SearchPlace(text, null);
}
