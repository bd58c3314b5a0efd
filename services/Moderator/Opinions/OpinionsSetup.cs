using Moderation.Moderator.Opinions;

namespace Moderation.Moderator;

/// <summary>What people say of comments without knowing what others say, and how far they agree.</summary>
public static class OpinionsSetup
{
    public static WebApplicationBuilder AddOpinions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpinionStore>();
        builder.Services.AddSingleton<SettlementStore>();
        builder.Services.AddSingleton<AgreementStore>();
        builder.Services.AddSingleton<GoldenStore>();
        builder.Services.AddHostedService<OpinionDraw>();
        return builder;
    }

    public static WebApplication MapOpinions(this WebApplication app)
    {
        OpinionsApi.Map(app);
        AgreementApi.Map(app);
        GoldenApi.Map(app);
        return app;
    }
}
