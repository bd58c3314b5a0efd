namespace Moderation.Moderator.Lists;

/// <summary>From the section <c>Lists</c>.</summary>
public sealed record ListOptions
{
    /// <summary>Whether a new installation begins with the lists that come with the software.</summary>
    public bool Starter { get; init; } = true;
}
