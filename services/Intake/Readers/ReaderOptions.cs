namespace Moderation.Intake.Readers;

/// <summary>The configuration section <c>Readers</c>.</summary>
public sealed class ReaderOptions
{
    /// <summary>Comments are taken only of readers for whom a site vouches with a token.</summary>
    public bool Verified { get; set; }
}
