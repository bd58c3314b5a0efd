using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Moderation.ServiceDefaults;

/// <summary>What waiting cannot mend, as a sentence that says what to do.</summary>
public sealed class StartException(string sentence, Exception cause) : Exception(sentence, cause);

public static class Serving
{
    /// <summary>
    /// Serves until the service is told to stop, also while it still waits for its parts. With <c>Migrations:Only</c> it brings
    /// its database up to date instead, for which it is given the owner's <c>ConnectionStrings:Database</c>.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="args">
    /// What the executable was called with: with <c>doctor</c> it examines what it needs instead, and says what is wrong.
    /// </param>
    /// <returns>
    /// The exit code: 0 after a stop; 1 when it cannot start, with the reason on standard error, or when the doctor found
    /// something bad.
    /// </returns>
    public static async Task<int> ServeAsync(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (args is [CommandLine.DoctorVerb, ..])
            return await ExamineAsync(app);
        var stopping = app.Lifetime.ApplicationStopping;
        var topology = app.Services.GetService<TopologyCheck>();
        try
        {
            if (app.Configuration.GetValue<bool>("Migrations:Only"))
                await app.MigrateAsync(CancellationToken.None);
            else
                await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (StartException fault)
        {
            return await RefuseAsync(fault);
        }
        return topology?.Fault is { } refusal ? await RefuseAsync(refusal) : 0;
    }

    private static async Task<int> ExamineAsync(WebApplication app)
    {
        var diagnoses = await app.Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(Doctor.Describe(diagnoses));
        return diagnoses.Any(diagnosis => diagnosis.Verdict == Verdict.Bad) ? 1 : 0;
    }

    private static async Task<int> RefuseAsync(StartException fault)
    {
        await Console.Error.WriteLineAsync(fault.Message);
        return 1;
    }
}
