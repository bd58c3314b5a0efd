using Moderation.Intake.Authors;
using Moderation.Intake.Decisions;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddDatabase<SubmissionStore>();
builder.AddBus(bus => bus.AddConsumer<RecordDecisionConsumer>());
builder.AddOutbox();

builder.Services.AddSingleton(SitePolicy.From(builder.Configuration, builder.Environment));
builder.Services.AddSingleton(KeyedHash.From(builder.Configuration, builder.Environment));
builder.Services.AddSingleton(PhoneCipher.From(builder.Configuration, builder.Environment));
builder.Services.AddSingleton(TrackingLinks.From(builder.Configuration, builder.Environment));
builder.Services.AddSingleton<SubmissionStore>();
builder.Services.AddSingleton<Reception>();
builder.Services.AddSingleton<TrackingStore>();
builder.Services.AddSingleton<DecisionStore>();
builder.Services.AddRazorComponents();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UseStaticFiles();
app.MapHealth();
app.MapSubmissions();
app.MapTracking();
if (!app.Environment.IsProduction())
    app.MapOpenApi();
await app.RunAsync();
