using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>The configuration section <c>Operation</c>.</summary>
public sealed class OperationOptions
{
    /// <summary>Whoever shows it operates webhooks over HTTP: the console. Without one nobody does.</summary>
    [RandomKey]
    public string? Key { get; set; }
}
