using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Erasures;

/// <summary>The configuration section <c>Intake</c>: where requests to erase are kept.</summary>
public sealed class IntakeOptions
{
    /// <summary>Intake's address inside the network; without it the console has no list of erasures to show.</summary>
    [HttpAddress]
    public Uri? Url { get; set; }

    /// <summary>Intake's <c>Operation:Key</c>.</summary>
    [RandomKey]
    public string? Key { get; set; }
}
