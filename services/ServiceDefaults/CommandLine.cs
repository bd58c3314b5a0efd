using System.CommandLine;

namespace Moderation.ServiceDefaults;

/// <summary>A service's executable serves, unless its arguments name something else to do.</summary>
public static class CommandLine
{
    /// <summary>The verb of all services that needs the whole service, and so is left to <see cref="Serving"/>.</summary>
    internal const string DoctorVerb = "doctor";

    /// <summary>
    /// Settings of the service are written <c>--Name=value</c>. Whatever else stands first is a verb, or one by mistake, which is
    /// answered with those that exist: it never starts a service.
    /// </summary>
    public static bool IsVerb(string[] args) =>
        args is [var first, ..]
        && first != DoctorVerb
        && !(first.StartsWith("--", StringComparison.Ordinal) && first.Contains('=', StringComparison.Ordinal));

    /// <summary>For the list of verbs.</summary>
    public static Command Doctor() =>
        new(DoctorVerb, "Examine all that the service needs, and say what to do. Changes nothing.");

    /// <param name="args">What the executable was called with.</param>
    /// <param name="description">What the service is, in a sentence.</param>
    /// <param name="verbs">Those that it has.</param>
    /// <returns>The exit code: 0 when the verb did its work, 1 otherwise.</returns>
    public static Task<int> RunAsync(string[] args, string description, params Command[] verbs)
    {
        var root = new RootCommand($"{description} Without arguments it serves; a setting is written --Name=value.")
        {
            Doctor(),
        };
        foreach (var verb in verbs)
            root.Add(verb);
        return root.Parse(args).InvokeAsync();
    }
}
