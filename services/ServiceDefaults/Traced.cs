using System.Diagnostics;

namespace Moderation.ServiceDefaults;

/// <summary>An item on its way to others with which it shares a transaction, with the trace of who brought it.</summary>
public sealed record Traced<TItem>(TItem Item)
{
    /// <summary>As W3C writes it; null when there is no trace.</summary>
    public string? Traceparent { get; } = Activity.Current?.Id;
}
