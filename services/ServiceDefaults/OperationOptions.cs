namespace Moderation.ServiceDefaults;

/// <summary>The configuration section <c>Operation</c>.</summary>
public sealed class OperationOptions
{
    /// <summary>Whoever shows it asks and operates this service over HTTP: the console. Without one nobody does.</summary>
    [RandomKey]
    public string? Key { get; set; }
}
