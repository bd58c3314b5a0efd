using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Examines everything that the service needs. That the configuration can be read is seen from its running at all.
/// </summary>
public sealed class Doctor(IEnumerable<IExamination> examinations)
{
    /// <summary>What does not answer by then is called silent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <returns>The diagnoses in the order in which the parts were added.</returns>
    public async Task<IReadOnlyList<Diagnosis>> ExamineAsync(CancellationToken cancellationToken)
    {
        var diagnoses = await Task.WhenAll(examinations.Select(examination => ExamineAsync(examination, cancellationToken)));
        return
        [
            Diagnosis.Good("configuration", "đọc được và hợp lệ", "can be read, and is valid"),
            .. diagnoses.SelectMany(each => each),
        ];
    }

    /// <summary>As lines for a terminal, in English.</summary>
    public static string Describe(IEnumerable<Diagnosis> diagnoses)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        var lines = diagnoses.Select(diagnosis =>
        {
            var line = $"  {Mark(diagnosis.Verdict)}  {diagnosis.Part,-14} {diagnosis.Found.En}";
            return diagnosis.Remedy is { } remedy ? $"{line}{Environment.NewLine}{new string(' ', 24)}{remedy.En}" : line;
        });
        return string.Join(Environment.NewLine, lines);
    }

    private static string Mark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Good => "ok   ",
            Verdict.Doubtful => "look ",
            _ => "WRONG",
        };

    private static async Task<IReadOnlyList<Diagnosis>> ExamineAsync(
        IExamination examination,
        CancellationToken cancellationToken
    )
    {
        var diagnoses = new List<Diagnosis>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await foreach (var diagnosis in examination.ExamineAsync(limit.Token).WithCancellation(limit.Token))
                diagnoses.Add(diagnosis);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = limit.IsCancellationRequested ? $"> {Patience.TotalSeconds:0} s" : Causes.Describe(exception);
            diagnoses.Add(
                new Diagnosis(
                    examination.Part,
                    Verdict.Bad,
                    new Words($"không khám được ({reason})", $"could not be examined ({reason})"),
                    new Words("xem phần này có chạy không, rồi khám lại", "see whether it runs, then examine again")
                )
            );
        }
        return diagnoses;
    }
}

public static class DoctorSetup
{
    public static IServiceCollection AddExamination<TExamination>(this IServiceCollection services)
        where TExamination : class, IExamination => services.AddSingleton<IExamination, TExamination>();

    internal static void AddDoctor(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Doctor>();
        builder.Services.AddExamination<DiskExamination>();
        builder.Services.AddExamination<CertificateExamination>();
    }

    /// <summary><c>/doctor</c> on the operations port: the diagnoses, 503 when one is bad.</summary>
    internal static void MapDoctor(IEndpointRouteBuilder app) =>
        app.MapGet("/doctor", async (Doctor doctor, CancellationToken cancellationToken) =>
        {
            var diagnoses = await doctor.ExamineAsync(cancellationToken);
            var isWell = diagnoses.All(diagnosis => diagnosis.Verdict != Verdict.Bad);
            return Results.Json(
                diagnoses.Select(diagnosis => new
                {
                    part = diagnosis.Part,
                    verdict = diagnosis.Verdict.ToString().ToLowerInvariant(),
                    found = diagnosis.Found,
                    remedy = diagnosis.Remedy,
                }),
                statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
            );
        })
            .AllowAnonymous()
            .ExcludeFromDescription();
}
