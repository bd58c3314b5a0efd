using Moderation.ServiceDefaults;

namespace Moderation.Intake.Embeds;

/// <summary>The configuration section <c>Embed</c>.</summary>
public sealed class EmbedOptions
{
    /// <summary>Publisher's address as readers know it. Without it there is no embed.</summary>
    [HttpAddress]
    public Uri? PublisherUrl { get; set; }

    /// <summary>Whether comments have a button for likes; Publisher needs its <c>Likes:Key</c> for it.</summary>
    public bool Likes { get; set; }
}
