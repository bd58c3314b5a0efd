namespace Moderation.ServiceDefaults;

/// <summary>A service's executable serves, unless its arguments name something else to do.</summary>
public static class CommandLine
{
    /// <summary>Settings of the service start with a dash, verbs do not.</summary>
    public static bool IsVerb(string[] args) => args is ["--help" or "-h" or "-?" or "--version", ..] or [[not '-', ..], ..];
}
